import { defineInvariant, faultsSeen, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, looked, struck } from "../../history/examples.ts";

/** Through a recovery the memory of the workers that were measured before and after it grows by no more than the target promises. */
export const memoryStaysBounded = defineInvariant({
  name: "memory stays bounded",
  reads: ["memory"],
  traits: ["memoryGrowth"],
  check(history) {
    const most = seen(history, jobs).promised("memoryGrowth");
    const fault = faultsSeen(history)[0];
    const samples = seen(history, jobs).looks("memory");
    const before = samples.findLast(({ at }) => at <= (fault?.at ?? 0))?.output.bytesByReplica ?? {};
    const after = samples.findLast(({ at }) => at > (fault?.at ?? 0))?.output.bytesByReplica ?? {};
    const both = Object.keys(before).filter((replica) => replica in after);
    if (!fault || both.length === 0) return unknown("memory was not measured before and after a fault");
    const sum = (bytes: Readonly<Record<string, number>>): number =>
      both.reduce((all, replica) => all + (bytes[replica] ?? 0), 0);
    return sum(after) <= sum(before) * (1 + most)
      ? holds
      : violated(`memory grew from ${sum(before)} to ${sum(after)} bytes`);
  },
  examples: {
    keeps: historyOf(
      looked("memory", {}, 5, { bytesByReplica: { "worker 2": 1000 } }),
      struck(10, 300),
      looked("memory", {}, 400, { bytesByReplica: { "worker 2": 1050 } }),
    ),
    breaks: historyOf(
      looked("memory", {}, 5, { bytesByReplica: { "worker 2": 1000 } }),
      struck(10, 300),
      looked("memory", {}, 400, { bytesByReplica: { "worker 2": 1200 } }),
    ),
  },
});
