import { defineInvariant, exceeded, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, saw, struck, work } from "../../history/examples.ts";

/** From the death of a worker to the end of its job takes no longer than the lease and what the target promises beyond it. */
export const recoveryIsQuick = defineInvariant({
  name: "recovery is quick",
  timed: true,
  traits: ["leaseMs", "recoverySlackMs"],
  moments: ["job finalizes"],
  check(history) {
    const death = history.faults.find(({ phase }) => phase === "injected")?.at;
    const [leaseMs, slackMs] = [
      seen(history, jobs).promised("leaseMs"),
      seen(history, jobs).promised("recoverySlackMs"),
    ];
    if (death === undefined) return unknown("no worker died");
    const end = seen(history, jobs)
      .moments("job finalizes")
      .find(({ at }) => at >= death)?.at;
    if (end === undefined) return violated("the job never ended");
    const promisedMs = leaseMs + slackMs;
    const tookMs = end - death;
    if (tookMs <= promisedMs) return holds;
    const because = `the job ended ${Math.round(tookMs)} ms after the death; promised are ${promisedMs} ms`;
    return exceeded(because, { byMs: tookMs - promisedMs, from: death, to: end });
  },
  examples: {
    keeps: historyOf(struck(10, 300), saw("job finalizes", work(0), 400)),
    breaks: historyOf(struck(10, 300), saw("job finalizes", work(0), 5900)),
  },
});
