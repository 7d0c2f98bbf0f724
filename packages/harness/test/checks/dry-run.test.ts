import assert from "node:assert/strict";
import { test } from "node:test";
import { definePack, defineWorkload } from "@chaos-packs/contract";
import { dryRun } from "../../src/checks/dry-run.ts";
import { choir, choirTarget } from "../fixtures/choir.ts";
import { counterTarget, counting, countingPack } from "../fixtures/counting.ts";

test("a dry run tells which moments occur without faults, with a scope, and which the target has not", async () => {
  const { moments, problems } = await dryRun(counterTarget(), [countingPack]);
  assert.deepEqual(problems, []);
  const [counted, sung] = moments;
  assert.equal(counted?.mapped, true);
  assert.deepEqual({ ...counted.example }, { number: "1" });
  assert.equal(counted.seen, 10); // five lines, each at both edges
  assert.deepEqual(sung, { capability: "counting", moment: "sung", mapped: false, seen: 0 });
});

test("a dry run of a service that is broken without faults says what is wrong", async () => {
  const { problems } = await dryRun(counterTarget({ defect: "broken" }), [countingPack]);
  assert.match(problems.join("\n"), /count to five: .*count was demanded and answered: 500/);
});

test("a dry run leaves out the workloads that the target does not offer, and says why", async () => {
  const [scenario] = Object.values(countingPack.scenarios);
  assert.ok(scenario);
  const askWrongly = defineWorkload(counting, {
    name: "ask for what is optional",
    uses: ["wrong"],
    async run(client) {
      await client.call("wrong", {});
    },
    async settle() {},
  });
  const sound = counterTarget();
  const capabilities = sound.capabilities.map((binding) => ({
    ...binding,
    operations: { ...binding.operations, wrong: undefined },
  }));
  const packs = [{ ...countingPack, scenarios: { wrong: { ...scenario, workload: askWrongly } } }];
  const { problems, skipped } = await dryRun({ ...sound, capabilities }, packs);
  assert.deepEqual(problems, []);
  assert.deepEqual(skipped, ['ask for what is optional: the target does not offer "wrong" of counting']);
});

test("a dry run tells how many streams came to stand and what arrived on them", async () => {
  const [scenario] = Object.values(countingPack.scenarios);
  assert.ok(scenario);
  const listen = defineWorkload(choir, {
    name: "listen",
    uses: ["socket", "sing"],
    async run(client) {
      await client.open("socket", {});
      await client.demand("sing", { notes: 2 });
      for (const each of client.opened("socket")) await each.until(({ length }) => length === 2);
    },
    async settle() {},
  });
  const scenarios = { listen: { ...scenario, workload: listen } };
  const { streams } = await dryRun(choirTarget(), [definePack({ name: "choir", capabilities: [choir], scenarios })]);
  const [socket, events] = streams;
  assert.deepEqual(socket, {
    capability: "choir",
    operation: "socket",
    stood: 1,
    arrived: 2,
    example: { note: 1 },
  });
  assert.deepEqual(events, { capability: "choir", operation: "events", stood: 0, arrived: 0 });
});
