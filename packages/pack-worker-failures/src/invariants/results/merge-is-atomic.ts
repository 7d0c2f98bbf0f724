import { defineInvariant, faultsSeen, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { differenceFromUpstream } from "../../history/compare-with-upstream.ts";
import { answer, historyOf, items, looked, struck, submit } from "../../history/examples.ts";

/** What each reader sees of a merge is nothing, or exactly what the upstream answered for every chunk. */
export const mergeIsAtomic = defineInvariant({
  name: "merge is atomic",
  reads: ["items"],
  moments: ["work starts"],
  details: ["work starts"],
  check(history) {
    const from = faultsSeen(history)[0]?.at ?? Number.POSITIVE_INFINITY;
    const looks = seen(history, jobs).looks("items");
    if (!looks.some(({ at }) => at >= from)) return unknown("nobody looked at the items when the fault was in");
    for (const {
      input: { job },
      output,
    } of looks) {
      const difference = output.items.length > 0 ? differenceFromUpstream(history, job, output.items) : undefined;
      if (difference) return violated(`a reader of job ${job} saw ${difference}`, output);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      submit(2),
      answer(1, 1),
      answer(2, 2),
      struck(3, 9),
      looked("items", { job: "j" }, 5, { items: [] }),
      looked("items", { job: "j" }, 20, items(1, 2)),
    ),
    breaks: historyOf(submit(2), answer(1, 1), answer(2, 2), struck(3, 9), looked("items", { job: "j" }, 5, items(1))),
  },
});
