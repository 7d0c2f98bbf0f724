import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { seen, type Workload } from "@chaos-packs/contract/pack";
import { jobs } from "../src/capabilities/jobs.ts";
import { historyOf, said } from "../src/history/examples.ts";
import type { ChunksSaid } from "../src/history/jobs-seen.ts";
import { workerFailures } from "../src/index.ts";
import { breakCutter, damage, loseEverything } from "../src/workloads/plant.ts";
import { processJob } from "../src/workloads/process-job.ts";
import { recoverJob } from "../src/workloads/recover-job.ts";
import { retryJob } from "../src/workloads/retry-job.ts";

type State = Parameters<typeof said>[1][number];

const statusOf = (
  chunks: readonly State[],
  rest: { status?: ChunksSaid["status"]; error?: string } = {},
): ChunksSaid => {
  const [told] = seen(historyOf(said(1, chunks, rest)), jobs).answers("chunks");
  assert.ok(told);
  return told.output;
};

const done = statusOf(["completed", "completed"], { status: "done" });
const stopped = statusOf(["completed", "failed"]);

/** A client that answers by a script, and writes down what it was asked. The last status stays. */
function scripted(statuses: readonly ChunksSaid[], { struck = false } = {}) {
  const did: string[] = [];
  const memory = new Map<string, string | number>(struck ? [["struck", "yes"]] : []);
  const rest = [...statuses];
  const answer = (name: string): unknown => {
    if (name === "submit" || name === "submitComputing") return { job: "j" };
    if (name === "chunks") return rest.length > 1 ? rest.shift() : rest[0];
    return { recovered: true, retried: 1, items: [] };
  };
  const act = async (name: string): Promise<unknown> => {
    did.push(name);
    return answer(name);
  };
  const client = {
    signal: new AbortController().signal,
    call: async (name: string) => ({ ok: true, output: await act(name) }),
    demand: act,
    until: async (name: string, _input: unknown, wanted: (output: unknown) => boolean): Promise<unknown> => {
      for (let tries = 0; tries < 100; tries++) {
        const output = await act(name);
        if (wanted(output)) return output;
        await Promise.resolve();
      }
      throw new Error(`${name} never became as wanted`);
    },
    observe: act,
    arrange: act,
    seen: async () => {},
    fault: async (step: number, phase: string) => {
      did.push(`wait until ${step} is ${phase}`);
    },
    remember: (name: string, value: string | number) => memory.set(name, value),
    recall: (name: string) => memory.get(name),
    offers: () => true,
    trait: () => 250,
    promised: () => 250,
  };
  return { did, client: client as never };
}

const acts = (did: readonly string[]): readonly string[] => did.filter((name) => name !== "chunks");

describe("every workload of the pack", () => {
  const workloads = new Set<Workload>();
  for (const scenario of Object.values(workerFailures.scenarios)) {
    for (const { workload } of [scenario, ...Object.values(scenario.variants ?? {})]) {
      if (workload) workloads.add(workload);
    }
  }

  for (const workload of workloads) {
    it(`${workload.name}: without a fault it ends with the job, and plants, retries and waits for nothing`, async () => {
      const { did, client } = scripted([done]);
      await workload.run(client);
      assert.deepEqual(
        acts(did).filter((act) => !["submit", "submitComputing", "result", "memory", "recover"].includes(act)),
        [],
      );
    });
  }
});

describe("a retried job", () => {
  it("is retried when a chunk has failed and nothing is under way, and then waited for", async () => {
    const { did, client } = scripted([statusOf(["processing", "failed"]), stopped, done]);
    await retryJob({ chunks: 2 }).run(client);
    assert.deepEqual(did, ["submit", "chunks", "chunks", "retry", "chunks"]);
  });

  it("waits for the heal before its retry when told so", async () => {
    const { did, client } = scripted([stopped, done]);
    await retryJob({ chunks: 2, retry: "when it is healed" }).run(client);
    assert.deepEqual(acts(did), ["submit", "wait until 0 is healed", "retry"]);
  });

  it("is retried at once when told so and struck", async () => {
    const { did, client } = scripted([statusOf(["completed", "completed"]), done], { struck: true });
    await retryJob({ chunks: 2, retry: "when it is struck" }).run(client);
    assert.deepEqual(acts(did), ["submit", "retry"]);
  });
});

describe("a recovered job", () => {
  it("has its damage planted after it has stopped and before the recovery", async () => {
    const { did, client } = scripted([stopped, stopped, done], { struck: true });
    await recoverJob({ chunks: 2, plant: loseEverything }).run(client);
    assert.deepEqual(acts(did), ["submit", "lose all objects", "recover"]);
  });

  it("is recovered eight times at once, or five times in a row", async () => {
    for (const [recover, times] of [
      ["eight times at once", 8],
      ["five times", 5],
    ] as const) {
      const { did, client } = scripted([stopped, done], { struck: true });
      await recoverJob({ chunks: 2, recover }).run(client);
      assert.equal(did.filter((name) => name === "recover").length, times);
    }
  });
});

describe("a probe", () => {
  it("plants once, and looks each time", async () => {
    const workload = processJob({ chunks: 2, plant: damage("lose object", 1, "piece") });
    const { did, client } = scripted([done]);
    await workload.run(client);
    await workload.probe?.(client);
    await workload.probe?.(client);
    assert.equal(did.filter((name) => name === "lose object").length, 1);
    assert.equal(did.filter((name) => name === "items").length, 2);
  });

  it("does not plant what needs a job before the job is known", async () => {
    const { did, client } = scripted([done]);
    await processJob({ chunks: 2, plant: loseEverything }).probe?.(client);
    assert.deepEqual(did, []);
  });

  it("has the cutter mended in the end", async () => {
    const workload = processJob({ chunks: 2, plant: breakCutter("hangs") });
    const { did, client } = scripted([statusOf([], { status: "failed", error: "the cutter hangs" })]);
    await workload.run(client);
    await workload.probe?.(client);
    await workload.settle(client);
    assert.equal(did.filter((name) => name === "cutter").length, 2);
  });
});
