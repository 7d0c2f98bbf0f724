import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { did, historyOf, looked, saw, work, worker } from "../../history/examples.ts";

/** Of all recoveries that were asked for one is taken on: one answer says so, one starts, one is announced. */
export const recoveryHappensOnce = defineInvariant({
  name: "recovery happens once",
  reads: ["recover"],
  timed: true,
  moments: ["recovery starts"],
  check(history) {
    const asked = seen(history, jobs).answers("recover");
    if (asked.length < 2) return unknown("nobody asked for more than one recovery");
    const counts = {
      "said to have recovered": asked.filter(({ output }) => output.recovered).length,
      started: seen(history, jobs).moments("recovery starts").length,
      announced: seen(history, jobs)
        .looks("events")
        .filter(({ output }) => output.type === "recovery.started").length,
    };
    const wrong = Object.entries(counts).find(([, count]) => count !== 1);
    return wrong
      ? violated(`of ${asked.length} recoveries ${wrong[1]} ${wrong[1] === 1 ? "was" : "were"} ${wrong[0]}`, counts)
      : holds;
  },
  examples: {
    keeps: historyOf(
      did("recover", { job: "j" }, 9, { recovered: true }),
      did("recover", { job: "j" }, 9, { recovered: false }),
      saw("recovery starts", work(0), 9),
      looked("events", {}, 12, { type: "recovery.started", job: "j", at: "2026-01-01T00:00:00.000Z" }),
    ),
    breaks: historyOf(
      did("recover", { job: "j" }, 9, { recovered: true }),
      did("recover", { job: "j" }, 9, { recovered: true }),
      saw("recovery starts", work(0), 9),
      saw("recovery starts", work(0), 9, { by: worker(2) }),
    ),
  },
});
