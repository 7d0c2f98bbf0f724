import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { did, historyOf, items, said, struck, submit } from "../../history/examples.ts";
import { lastOf, submitted, told } from "../../history/jobs-seen.ts";

/** The job ends failed, with an error that says something, and without a result. */
export const jobFailsClearly = defineInvariant({
  name: "job fails clearly",
  timed: true,
  check(history) {
    const [taken] = submitted(history);
    const last = taken && lastOf(told(history), taken.job);
    if (!last || history.faults.length === 0) return unknown("nobody looked at the job after a fault");
    if (last.status !== "failed") return violated(`job ${taken.job} ended ${last.status}`, last);
    if (!last.error?.trim()) return violated(`job ${taken.job} failed without saying why`, last);
    const result = lastOf(seen(history, jobs).answers("result"), taken.job);
    return result && result.items.length > 0
      ? violated(`a failed job gives ${result.items.length} items`, result)
      : holds;
  },
  examples: {
    keeps: historyOf(
      submit(1),
      struck(1, 9),
      said(20, ["failed"], { status: "failed", error: "the source is gone" }),
      did("result", { job: "j" }, 29, items()),
    ),
    breaks: historyOf(submit(1), struck(1, 9), said(20, ["failed"], { status: "failed", error: null })),
  },
});
