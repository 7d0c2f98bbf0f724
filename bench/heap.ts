import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { runsOf } from "@chaos-packs/contract";
import { openSession, planRuns, Runner } from "@chaos-packs/harness/engine";
import { workerFailures } from "@chaos-packs/pack-worker-failures";
import { sampleBackend } from "../apps/sample-backend/dist/chaos/target.js";
import { rounded } from "../packages/proxy/bench/quantile.ts";

const HEAP_SCENARIOS = Number(process.env["BENCH_SCENARIOS"] ?? 500);
const signal = new AbortController().signal;

/** Heap of the main isolate after GC, through many scenarios. */
export async function measureHeap(): Promise<object> {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const heapMb = (): number => {
    collect();
    return rounded(getHeapStatistics().used_heap_size / 1024 ** 2, 1);
  };
  await using session = await openSession(sampleBackend(), { seed: 1, signal });
  await using runner = new Runner(session, { lanes: 2, signal });
  const quick = Object.entries(workerFailures.scenarios)
    .flatMap(([id, scenario]) => (scenario.quick ? runsOf(id, scenario) : []))
    .map(({ id }) => id);
  const plan = planRuns([workerFailures], session.target, {
    pack: undefined,
    only: [...new Set(quick)],
    quick: false,
    repeat: Math.ceil(HEAP_SCENARIOS / Math.max(1, quick.length)),
  });
  const at: Record<number, number> = {};
  let done = 0;
  let failed = 0;
  await runner.run(plan, ({ outcome }) => {
    done += 1;
    if (outcome !== "holds") failed += 1;
    if (done === 50 || done % 250 === 0 || done === plan.length) at[done] = heapMb();
  });
  const marks = Object.values(at);
  return {
    scenarios: plan.length,
    failed,
    heapMbAfter: at,
    growthMb: rounded((marks.at(-1) ?? 0) - (marks[0] ?? 0), 1),
    goals: { heapMb: 120, growth: "none" },
  };
}
