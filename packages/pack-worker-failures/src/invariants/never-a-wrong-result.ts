import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { answer, boxes, did, historyOf, planted, status, submit } from "../history/build-history.ts";
import { differenceFromUpstream } from "../history/compare-with-upstream.ts";
import { answers, lastOf } from "../history/jobs-seen.ts";

/** After a damage no result is given that is not exactly what the upstream answered, and nothing is called done without one. */
export const neverAWrongResult = defineInvariant({
  name: "never a wrong result",
  moments: ["chunk starts"],
  check(history) {
    const from = history.arrangements[0]?.at;
    const given = from === undefined ? [] : answers(history, "result").filter(({ calledAt }) => calledAt >= from);
    if (given.length === 0) return unknown("nobody read a result after a damage");
    const statuses = answers(history, "status");
    for (const { job, output } of given) {
      const isDone = lastOf(statuses, job)?.status === "done";
      const difference =
        output.boxes.length > 0 || isDone ? differenceFromUpstream(history, job, output.boxes) : undefined;
      if (difference) return violated(`job ${job}: ${difference}`, output);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      submit(1),
      answer(5, 1),
      planted("contradict", 10, { job: "j" }),
      status(20, ["failed"], { status: "failed", error: "rows contradict" }),
      did("result", 30, boxes()),
    ),
    breaks: historyOf(
      submit(1),
      answer(5, 1),
      planted("contradict", 10, { job: "j" }),
      status(20, ["completed"], { status: "done" }),
      did("result", 30, boxes()),
    ),
  },
});
