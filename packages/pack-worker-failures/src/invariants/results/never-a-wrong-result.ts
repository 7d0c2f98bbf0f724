import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { differenceFromUpstream } from "../../history/compare-with-upstream.ts";
import { answer, did, historyOf, items, planted, said, submit } from "../../history/examples.ts";
import { lastOf, told } from "../../history/jobs-seen.ts";

/** After a damage no result is given that is not exactly what the upstream answered, and nothing is called done without one. */
export const neverAWrongResult = defineInvariant({
  name: "never a wrong result",
  reads: ["result"],
  moments: ["work starts"],
  details: ["work starts"],
  check(history) {
    const from = history.arrangements[0]?.at;
    const given =
      from === undefined
        ? []
        : seen(history, jobs)
            .answers("result")
            .filter(({ calledAt }) => calledAt >= from);
    if (given.length === 0) return unknown("nobody read a result after a damage");
    const statuses = told(history);
    for (const {
      input: { job },
      output,
    } of given) {
      const isDone = lastOf(statuses, job)?.status === "done";
      const difference =
        output.items.length > 0 || isDone ? differenceFromUpstream(history, job, output.items) : undefined;
      if (difference) return violated(`job ${job}: ${difference}`, output);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      submit(1),
      answer(5, 1),
      planted("contradict", { job: "j" }, 10, {}),
      said(20, ["failed"], { status: "failed", error: "rows contradict" }),
      did("result", { job: "j" }, 29, items()),
    ),
    breaks: historyOf(
      submit(1),
      answer(5, 1),
      planted("contradict", { job: "j" }, 10, {}),
      said(20, ["completed"], { status: "done" }),
      did("result", { job: "j" }, 29, items()),
    ),
  },
});
