import assert from "node:assert/strict";
import { test } from "node:test";
import { type Json, type Step, scheduleAsJson, scheduleFromJson } from "@chaos-packs/contract";
import { counterTarget, counting, countingPack } from "../fixtures/counting.ts";
import { folders, unmount, unmountLate } from "../fixtures/folder-kind.ts";
import { runAll } from "../fixtures/run-all.ts";
import { writerTarget, writing, writingPack } from "../fixtures/writing.ts";

/** As a schedule in a file names it. */
const read = (schedule: readonly Step[]): readonly Step[] =>
  scheduleFromJson(JSON.parse(JSON.stringify(scheduleAsJson(schedule))) as Json, [unmount, unmountLate]);

test("a replica has the resource with its address and variables; a fault breaks it at a moment seen there, and the end of the run heals it", async () => {
  const log: string[] = [];
  const schedule = read([{ at: writing.moment("written", { file: "3" }, { edge: "after" }), inject: unmount() }]);
  const [finished] = await runAll(
    writerTarget({ folder: folders({ log: (event) => log.push(event) }) }),
    writingPack(schedule),
  );
  assert.deepEqual([finished?.outcome, finished?.because], ["holds", []]);
  const { history, steps = [] } = finished?.result ?? {};
  assert.deepEqual(
    history?.faults.map(({ name, phase }) => `${name} ${phase}`),
    ["unmount folder injected", "unmount folder healed"],
  );
  assert.deepEqual([steps[0]?.hits, steps[0]?.struck?.role, steps[0]?.dependency], [1, "writer", "folder"]);
  const state = history?.operations.findLast(({ name }) => name === "state")?.result;
  assert.ok(state?.status === "ok");
  const { path, url, failures } = state.output as { path: string; url: string; failures: number };
  assert.equal(url, `file://${path}`);
  assert.match(path, /folder-.*-writer-0$/);
  assert.ok(failures > 0);
  assert.deepEqual(log, ["open writer 0", "unmount", "mount", "close writer 0"]);
});

test("a fault of a kind's resources never strikes another kind: it is skipped, or refused by its port", async () => {
  const at = counting.moment("counted", { number: "3" });
  const template = countingPack.scenarios["connection-reset"];
  assert.ok(template);
  const withFault = (inject: Step["inject"]) => ({ ...template, schedule: read([{ at, inject }]) });
  const [skipped, refused] = await runAll(counterTarget(), {
    ...countingPack,
    scenarios: { early: withFault(unmount()), late: withFault(unmountLate()) },
  });
  assert.equal(skipped?.outcome, "skipped");
  assert.match(String(skipped?.because), /lines, and the fault "unmount folder" is one of folder/);
  assert.equal(refused?.outcome, "not-injected");
  assert.match(
    String(refused?.because),
    /unmount late could not be injected: .*a fault of folder to strike a dependency of that kind.*lines is lines/s,
  );
});
