import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("bare-jobs/run-chaos.ts", import.meta.url));

interface Scenario {
  readonly id: string;
  readonly outcome: string;
  readonly because?: readonly string[];
}

/** Runs the pack against a service that has nothing of `jobs` but the least, in a folder that is removed. */
function runPack(t: TestContext, options: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const cwd = mkdtempSync(join(tmpdir(), "bare-jobs-"));
  t.after(() => rmSync(cwd, { recursive: true }));
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), program, ...options],
    { cwd, env: { ...inherited, ...env }, encoding: "utf8" },
  );
  const read = (): readonly Scenario[] =>
    (JSON.parse(readFileSync(join(cwd, "reports/chaos.json"), "utf8")) as { scenarios: readonly Scenario[] }).scenarios;
  return { printed: stdout + stderr, read };
}

const namesOf = (scenarios: readonly Scenario[], outcome: string): readonly string[] => [
  ...new Set(scenarios.filter((each) => each.outcome === outcome).map(({ id }) => id)),
];

test("a service with submit, status, result and four moments runs the scenarios that make sense for it, and holds", (t) => {
  const { printed, read } = runPack(t, []);
  const scenarios = read();
  const held = namesOf(scenarios, "holds");
  assert.ok(held.length >= 15, printed);
  for (const id of "kill-mid-chunk kill-after-claim kill-between-result-and-status kill-every-worker kill-repeatedly killed-in-second-job crash-early crash-midway crash-late stalled-worker-is-fenced slow-is-not-dead partitioned-worker graceful-stop-under-load dead-at-boot state-queryable-after-any-failure".split(
    " ",
  ))
    assert.ok(held.includes(id), `${id}: ${printed}`);
  assert.deepEqual(
    scenarios.filter(({ outcome }) => outcome !== "holds" && outcome !== "skipped").map(({ id }) => id),
    [],
    printed,
  );
  for (const { id, because } of scenarios.filter(({ outcome }) => outcome === "skipped"))
    assert.match(because?.join() ?? "", /^the target (does not offer|has no moment|does not promise|shows) /, id);
});

test("what a scenario needs is told exactly, apart from what it may use and judge by", (t) => {
  const { printed } = runPack(t, ["--explain", "kill-mid-chunk"]);
  assert.match(printed, /needs +jobs: submit, status, redeliveryMs, "work starts"\n/);
  assert.match(printed, /may use +jobs: chunks, result, /);
  assert.match(printed, /judged by +completed chunks survive, where there is chunks\n/);
});

test("a result that is doubled when its job comes again, long after the queue was empty, is seen", (t) => {
  const { printed, read } = runPack(t, ["--only", "kill-between-result-and-status"], { DEFECT: "doubles" });
  assert.deepEqual(namesOf(read(), "violated"), ["kill-between-result-and-status"], printed);
  assert.match(printed, /result is that of a faultless run: job \S+ has 8 items, 4 expected/);
});

test("so it is by a service that promises nothing about when a job comes again: that is measured", (t) => {
  const options = ["--only", "kill-between-result-and-status,kill-every-worker"];
  const { printed, read } = runPack(t, options, { DEFECT: "doubles", PROMISES: "no" });
  assert.deepEqual(namesOf(read(), "violated"), ["kill-between-result-and-status"], printed);
  assert.deepEqual(namesOf(read(), "holds"), ["kill-every-worker"], printed);
});
