import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type CapabilityBinding,
  type DependencyLane,
  defineInvariant,
  emptyHistory,
  type History,
  holds,
  type Scenario,
  type Target,
  violated,
} from "@chaos-packs/contract";
import { planRuns } from "../../src/plan.ts";
import { type Finished, Runner } from "../../src/runner.ts";
import { openSession, type Session } from "../../src/session.ts";
import { counterTarget, countingPack, countToFive } from "../fixtures/counting.ts";

const sound = countingPack.scenarios["connection-reset"] as Scenario;

/** Says violated of every history, and keeps the last. */
const accuser = () => {
  const seen: History[] = [];
  const invariant = defineInvariant({
    name: "accuser",
    check(history) {
      seen.push(history);
      return violated("something is amiss");
    },
    examples: { keeps: emptyHistory, breaks: emptyHistory },
  });
  return { invariant, last: () => seen.at(-1) as History };
};

interface Given {
  readonly scenario: Partial<Scenario>;
  readonly target?: Target;
  readonly trouble?: () => Promise<string | undefined>;
}

async function runOne({ scenario, target = counterTarget(), trouble }: Given): Promise<Finished> {
  const { signal } = new AbortController();
  await using opened = await openSession(target, { seed: 7, signal });
  const servers = Object.fromEntries(
    Object.entries(opened.servers).map(([name, server]) => [
      name,
      {
        ...server,
        openLane: async (...given: Parameters<typeof server.openLane>): Promise<DependencyLane> => ({
          ...(await server.openLane(...given)),
          ...(trouble && { trouble }),
        }),
      },
    ]),
  );
  const session: Session = { ...opened, servers };
  await using runner = new Runner(session, { lanes: 1, signal });
  const pack = { ...countingPack, scenarios: { it: { ...sound, ...scenario } } };
  const options = { pack: undefined, only: [], quick: false, repeat: 1 };
  const ends: Finished[] = [];
  await runner.run(planRuns([pack], session.target, options), (end) => ends.push(end));
  assert.ok(ends[0]);
  return ends[0];
}

/** A target whose look fails from the `nth` on. */
function failingTarget(nth: number): Target {
  const target = counterTarget();
  let looks = 0;
  const received = async (own: never): Promise<unknown> => {
    looks += 1;
    if (looks >= nth) throw new Error("the look itself failed");
    return { lines: (own as { lines: { received: string[] } }).lines.received.join() };
  };
  const capabilities = target.capabilities.map((each): CapabilityBinding => ({ ...each, observations: { received } }));
  return { ...target, capabilities };
}

test("a look that throws makes the run unknown, its error first, whatever an invariant says", async () => {
  const { outcome, because } = await runOne({
    scenario: { invariants: [accuser().invariant] },
    target: failingTarget(4),
  });
  assert.equal(outcome, "unknown");
  assert.match(because[0] ?? "", /^the workload's probe was not completed: the look itself failed$/);
  assert.ok(because.includes("accuser: something is amiss"), because.join("\n"));
});

test("a server of ours that is in trouble makes the run unknown and names it first; a fault that never struck does not hide it", async () => {
  let runs = 0;
  const workload = {
    ...countToFive,
    async run(client: Parameters<typeof countToFive.run>[0]): Promise<void> {
      runs += 1;
      await countToFive.run(client);
    },
  };
  // The baseline finds it well.
  const trouble = async (): Promise<string | undefined> => (runs > 1 ? "its process has ended" : undefined);
  const { outcome, because, secondTry } = await runOne({
    scenario: { workload, invariants: [accuser().invariant] },
    trouble,
  });
  assert.equal(outcome, "unknown");
  assert.equal(because[0], "lines, which the harness runs, is in trouble of its own: its process has ended");
  assert.equal(secondTry, undefined);
});

test("a baseline that met trouble of our own makes the run unknown: nothing is wrong with the workload", async () => {
  const { outcome, because } = await runOne({ scenario: {}, trouble: async () => "its process has ended" });
  assert.equal(outcome, "unknown");
  assert.match(because[0] ?? "", /without any fault, .*: lines, which the harness runs, is in trouble of its own/);
});

test("what the deadline cuts off is written down: the looks, and the calls that it ended", async () => {
  const { invariant, last } = accuser();
  const { because } = await runOne({
    scenario: {
      workload: {
        ...countToFive,
        async probe(client) {
          client.remember("struck", "yes");
        },
        async run(client) {
          await countToFive.run(client);
          if (client.recall("struck") !== undefined)
            await new Promise((_, reject) => {
              client.signal.addEventListener("abort", () => reject(new Error("the deadline was over")));
            });
        },
      },
      invariants: [invariant],
      deadlineMs: 1_200,
    },
  });
  assert.deepEqual([...last().cutOff].sort(), ["probe", "run", "settle"], because.join("\n"));
  const calls = last().operations.filter(({ client }) => client === "settle");
  assert.ok(calls.length > 0 && calls.every(({ cutOff }) => cutOff), JSON.stringify(calls));
});

test("what a target does not promise is not in the history, and an invariant that judges by it is skipped", async () => {
  const target = counterTarget();
  const capabilities = target.capabilities.map(
    (each): CapabilityBinding => ({ ...each, traits: { patienceMs: null } }),
  );
  const { invariant, last } = accuser();
  const bound = defineInvariant({ ...accuser().invariant, name: "in time", traits: ["patienceMs"] });
  const both = await runOne({ scenario: { invariants: [invariant, bound] }, target: { ...target, capabilities } });
  assert.deepEqual(last().traits, { counting: {} });
  assert.equal(both.result?.judged.find(({ name }) => name === "in time")?.verdict.status, "skipped");
  const only = await runOne({ scenario: { invariants: [bound] }, target: { ...target, capabilities } });
  assert.equal(only.outcome, "skipped");
  assert.match(only.because[0] ?? "", /patienceMs/);
  const heals = countingPack.scenarios["stalled"] as Scenario;
  const healed = await runOne({ scenario: heals, target: { ...target, capabilities } });
  assert.match(healed.because[0] ?? "", /does not promise the trait "patienceMs"/);
});

test("a harness that is held up for long in a run violates nothing", async () => {
  const { invariant } = accuser();
  const stop = {
    ...sound.schedule[0]?.inject,
    inject: async () => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_200);
      return { async [Symbol.asyncDispose]() {} };
    },
  } as Scenario["schedule"][number]["inject"];
  const schedule = sound.schedule.map(({ at }) => ({ at, inject: stop }));
  const end = await runOne({
    scenario: { schedule, invariants: [invariant, { ...invariant, name: "other", check: () => holds }] },
  });
  assert.equal(end.outcome, "unknown");
  assert.deepEqual(end.secondTry, { reason: "noise", first: "unknown" });
  assert.match(end.because[0] ?? "", /accuser is unknown: the harness itself was stopped for \d+ ms/);
});
