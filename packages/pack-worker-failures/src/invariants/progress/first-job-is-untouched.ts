import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { did, historyOf, items, saw, struck, submit, work } from "../../history/examples.ts";
import { submitted } from "../../history/jobs-seen.ts";

/** A job that was done before the fault gives the same result after it; where chunks are told, none of it is worked on again. */
export const firstJobIsUntouched = defineInvariant({
  name: "first job is untouched",
  reads: ["result"],
  timed: true,
  alsoReads: ["work starts", "result is stored", "work completes", "merge commits"],
  check(history) {
    const [first, second] = submitted(history);
    const fault = history.faults[0];
    const { answers, moments, offers } = seen(history, jobs);
    const results = answers("result").filter(({ input }) => input.job === first?.job);
    const [before, after] = [results[0], results.at(-1)];
    if (!first || !second || !fault || !before || !after || before === after)
      return unknown("there were not two jobs with a fault in the second");
    const names = ["work starts", "result is stored", "work completes", "merge commits"] as const;
    const touched = (offers("chunks") ? names : [])
      .flatMap((name) => moments(name))
      .find(({ scope, at }) => scope.job === first.job && at >= fault.at);
    if (touched) return violated(`job ${first.job} was done, and then: ${touched.moment}`, touched);
    return JSON.stringify(before.output) === JSON.stringify(after.output)
      ? holds
      : violated(`the result of job ${first.job} changed`, { before: before.output, after: after.output });
  },
  examples: {
    keeps: historyOf(
      submit(1),
      submit(1, "k"),
      did("result", { job: "j" }, 9, items(1)),
      struck(20, 30),
      saw("work starts", work(1, "k"), 300),
      did("result", { job: "j" }, 399, items(1)),
    ),
    breaks: historyOf(
      submit(1),
      submit(1, "k"),
      did("result", { job: "j" }, 9, items(1)),
      struck(20, 30),
      saw("work starts", work(1), 300),
      did("result", { job: "j" }, 399, items(1)),
    ),
  },
});
