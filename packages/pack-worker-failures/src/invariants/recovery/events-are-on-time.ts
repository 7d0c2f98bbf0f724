import { defineInvariant, exceeded, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, looked, saw, work } from "../../history/examples.ts";

const at = "2026-01-01T00:00:00.000Z";

/** Each event of a recovery comes within the promised time of its cause: being taken on, the first claim after it, the end of the job. */
export const eventsAreOnTime = defineInvariant({
  name: "events are on time",
  reads: ["events"],
  timed: true,
  traits: ["eventWithinMs"],
  moments: ["recovery starts", "work is claimed", "job finalizes"],
  check(history) {
    const withinMs = seen(history, jobs).promised("eventWithinMs");
    const start = seen(history, jobs).moments("recovery starts")[0]?.at;
    if (start === undefined) return unknown("no recovery started");
    const causes = {
      "recovery.started": start,
      "recovery.resumed":
        seen(history, jobs)
          .moments("work is claimed")
          .find((seen) => seen.at >= start)?.at ?? start,
      "recovery.completed": seen(history, jobs)
        .moments("job finalizes")
        .find((seen) => seen.at >= start)?.at,
    };
    for (const [type, cause] of Object.entries(causes)) {
      const came = seen(history, jobs)
        .looks("events")
        .find(({ output }) => output.type === type)?.at;
      if (cause === undefined) continue;
      if (came === undefined) return violated(`${type} was never published`);
      const lateMs = came - cause;
      if (lateMs <= withinMs) continue;
      const because = `${type} came ${Math.round(lateMs)} ms after its cause; promised are ${withinMs} ms`;
      return exceeded(because, { byMs: lateMs - withinMs, from: cause, to: came });
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      saw("recovery starts", work(0), 10),
      looked("events", {}, 15, { type: "recovery.started", job: "j", at }),
      looked("events", {}, 20, { type: "recovery.resumed", job: "j", at }),
    ),
    breaks: historyOf(
      saw("recovery starts", work(0), 10),
      looked("events", {}, 400, { type: "recovery.started", job: "j", at }),
      looked("events", {}, 400, { type: "recovery.resumed", job: "j", at }),
    ),
  },
});
