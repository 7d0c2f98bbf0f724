import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { historyOf, saw, struck } from "../history/build-history.ts";
import { moments, trait } from "../history/jobs-seen.ts";

/** From the death of a worker to the end of its job takes no longer than the lease and what the target promises beyond it. */
export const recoveryIsQuick = defineInvariant({
  name: "recovery is quick",
  timed: true,
  moments: ["job finalizes"],
  check(history) {
    const death = history.faults.find(({ phase }) => phase === "injected")?.at;
    const [leaseMs, slackMs] = [trait(history, "leaseMs"), trait(history, "recoverySlackMs")];
    if (death === undefined || leaseMs === undefined || slackMs === undefined) return unknown("no worker died");
    const end = moments(history, "job finalizes").find(({ at }) => at >= death)?.at;
    if (end === undefined) return violated("the job never ended");
    return end - death <= leaseMs + slackMs
      ? holds
      : violated(`the job ended ${Math.round(end - death)} ms after the death; promised are ${leaseMs + slackMs} ms`);
  },
  examples: {
    keeps: historyOf(struck(10, 300), saw("job finalizes", 400, 0)),
    breaks: historyOf(struck(10, 300), saw("job finalizes", 5900, 0)),
  },
});
