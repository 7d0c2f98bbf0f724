import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bindCapability,
  defineCapability,
  defineInvariant,
  defineTarget,
  defineWorkload,
  emptyHistory,
  holds,
  kill,
  type Scenario,
  type Target,
  unknown,
  violated,
  workerThread,
} from "@chaos-packs/contract";
import { planRuns } from "../../src/plan.ts";
import { type Finished, Runner } from "../../src/runner.ts";
import { openSession } from "../../src/session.ts";
import { counting } from "../fixtures/counting.ts";
import { line, lines } from "../fixtures/line-kind.ts";

const AGAIN_MS = 300;

/** Counting by a service that gives lost work out again, and by which no moment tells that it is idle. */
const redelivering = defineCapability({ ...counting, redelivery: { trait: "patienceMs", moment: "counted" } });

function targetOf(defect: string, patienceMs: number | null): Target {
  const dependencies = { lines: lines() };
  return defineTarget({
    name: "redelivering",
    dependencies,
    roles: {
      counter: workerThread({
        entry: new URL("../fixtures/redelivering.mjs", import.meta.url),
        ready: { path: "/" },
        env: ({ url, port, directory }) => ({
          LINES_URL: url["lines"] ?? "",
          PORT: String(port),
          DIRECTORY: directory,
          AGAIN_MS: String(AGAIN_MS),
          DEFECT: defect,
        }),
      }),
    },
    capabilities: [
      bindCapability(redelivering, dependencies, {
        operations: {
          count: ({ to }) => ({ role: "counter", method: "GET", path: `/count?to=${to}` }),
          state: () => ({ role: "counter", method: "GET", path: "/state" }),
        },
        observations: { received: async (own) => ({ lines: own.lines.received.join() }) },
        traits: { patienceMs },
        moments: { counted: line("lines", /^count (?<number>\d+)$/) },
      }),
    ],
  });
}

const workload = defineWorkload(redelivering, {
  name: "count to three",
  uses: ["count", "state", "received"],
  async run(client) {
    await client.demand("count", { to: 3 });
    await client.until("state", {}, ({ done }) => done >= 3);
  },
  async settle(client) {
    await client.demand("state", {});
    await client.observe("received", {});
  },
});

/** Killed before 2 went out, the work is done once more from 1: no number comes more than twice. */
const atMostTwice = defineInvariant({
  name: "at most twice",
  check({ observations }) {
    const last = observations.findLast(({ name }) => name === "received");
    if (last?.result.status !== "ok") return unknown("nobody looked");
    const times = (last.result.output as { lines: string }).lines
      .split(",")
      .filter((each) => each === "count 1").length;
    return times <= 2 ? holds : violated(`1 was counted ${times} times`);
  },
  examples: { keeps: emptyHistory, breaks: emptyHistory },
});

const scenario: Scenario = {
  promise: "it counts",
  workload,
  schedule: [
    {
      at: redelivering.moment("counted", { number: "2" }),
      inject: kill(),
      heal: {
        when: redelivering.moment("counted", { number: "1" }),
        orAfter: redelivering.amount("patienceMs", { factor: 0, plus: 20 }),
      },
    },
  ],
  invariants: [atMostTwice],
  deadlineMs: 4_000,
};
/** Made of no trait, for a target that promises none. */
const unpromised: Scenario = {
  ...scenario,
  schedule: scenario.schedule.map(({ at }) => ({ at, inject: killAndStart() })),
};

function killAndStart() {
  return {
    ...kill(),
    name: "kill and start",
    fate: "drop" as const,
    async inject({ replicas }: Parameters<ReturnType<typeof kill>["inject"]>[0]) {
      for (const replica of replicas("struck")) {
        await replica.kill();
        await replica.launch();
      }
      return { async [Symbol.asyncDispose]() {} };
    },
  };
}

async function runOf(target: Target, it: Scenario): Promise<Finished> {
  const { signal } = new AbortController();
  const finished: Finished[] = [];
  await using session = await openSession(target, { seed: 7, signal });
  await using runner = new Runner(session, { lanes: 1, signal });
  const pack = { name: "counting", contract: 1, capabilities: [redelivering], scenarios: { it } } as never;
  const options = { pack: undefined, only: [], quick: false, repeat: 1 };
  await runner.run(planRuns([pack], session.target, options), (end) => finished.push(end));
  return finished[0] as Finished;
}

const silenceOf = ({ result }: Finished): number => {
  assert.ok(result?.history.lateLook, "it looked once");
  const [first] = result.history.lateLook.first.observations;
  const last = result.history.moments.findLast(({ at }) => at < (first?.calledAt ?? 0));
  return (first?.calledAt ?? 0) - (last?.at ?? 0);
};

test("where no moment tells that a service is idle, a run waits as long as the promised redelivery, and looks twice", async () => {
  const end = await runOf(targetOf("", AGAIN_MS), scenario);
  assert.equal(end.outcome, "holds", end.because.join());
  assert.ok(silenceOf(end) >= AGAIN_MS, `it looked ${silenceOf(end)} ms after the last moment`);
  assert.ok(end.result?.judged.some(({ name, verdict }) => name === "state stays so" && verdict.status === "holds"));
});

test("an effect that is doubled as late as lost work may be given out again is seen", async () => {
  const end = await runOf(targetOf("doubles", AGAIN_MS), scenario);
  assert.equal(end.outcome, "violated");
  assert.match(end.because.join(), /at most twice: 1 was counted 3 times/);
});

test("where nothing is promised about it, how long it takes is measured once by killing a worker", async () => {
  const end = await runOf(targetOf("doubles", null), unpromised);
  assert.equal(end.outcome, "violated", end.because.join());
  assert.ok(silenceOf(end) >= AGAIN_MS, `it looked ${silenceOf(end)} ms after the last moment`);
});
