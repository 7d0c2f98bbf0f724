import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, looked, said } from "../../history/examples.ts";

/** What is said to be completed is durably stored at that very moment, says the same inside and outside, and never goes down. */
export const progressIsTruthful = defineInvariant({
  name: "progress is truthful",
  reads: ["chunks", "progress"],
  check(history) {
    const samples = seen(history, jobs).looks("progress");
    const statuses = seen(history, jobs).answers("chunks");
    if (samples.length === 0 || statuses.length === 0) return unknown("nobody compared progress with what is stored");
    const hollow = samples.find(({ output }) => output.marked !== output.stored);
    if (hollow)
      return violated(
        `${hollow.output.marked} chunks were marked completed and ${hollow.output.stored} of them stored`,
      );
    for (const said of statuses) {
      const { completed } = said.output.counts;
      const mine = samples.filter(({ input }) => input.job === said.input.job);
      const more = mine.find(({ at, output }) => at <= said.calledAt && output.marked > completed);
      if (more) return violated(`${more.output.marked} chunks were stored and a later status told of ${completed}`);
      const less = mine.find(({ calledAt, output }) => calledAt >= said.at && output.marked < completed);
      if (less) return violated(`a status told of ${completed} chunks and later ${less.output.marked} were stored`);
      const fallen = statuses.find(
        ({ input, calledAt, output }) =>
          input.job === said.input.job && calledAt >= said.at && output.counts.completed < completed,
      );
      if (fallen) return violated(`completed went down from ${completed} to ${fallen.output.counts.completed}`);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      said(10, ["completed", "pending"]),
      looked("progress", { job: "j" }, 20, { total: 2, marked: 1, stored: 1 }),
    ),
    breaks: historyOf(
      said(10, ["completed", "pending"]),
      looked("progress", { job: "j" }, 20, { total: 2, marked: 1, stored: 0 }),
    ),
  },
});
