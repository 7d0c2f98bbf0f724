import { defineInvariant, faultsSeen, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, saw, struck, work } from "../../history/examples.ts";

/** After the fault no work is claimed, sent upstream or stored any more: what is left is the merge. */
export const onlyFinalizationRuns = defineInvariant({
  name: "only finalization runs",
  moments: ["work is claimed", "work starts", "result is stored", "merge commits"],
  check(history) {
    const [fault] = faultsSeen(history);
    if (!fault) return unknown("no fault went in");
    const work = [
      ...seen(history, jobs).moments("work is claimed"),
      ...seen(history, jobs).moments("work starts", "before"),
      ...seen(history, jobs).moments("result is stored", "before"),
    ].find(({ at }) => at >= fault.at);
    if (work) return violated(`all chunks were done, and then: ${work.moment}`, work);
    return seen(history, jobs)
      .moments("merge commits")
      .some(({ at }) => at >= fault.at)
      ? holds
      : violated("the job was never merged");
  },
  examples: {
    keeps: historyOf(struck(10, 300), saw("merge commits", work(0), 310)),
    breaks: historyOf(
      struck(10, 300),
      saw("work starts", work(1), 290, { edge: "before" }),
      saw("merge commits", work(0), 310),
    ),
  },
});
