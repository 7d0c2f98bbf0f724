import { defineInvariant, exceeded, holds, unknown, violated } from "@chaos-packs/contract";
import { connection, historyOf, read, struck } from "../history/build-history.ts";
import { redials } from "../history/connections-seen.ts";
import { trait } from "../history/queries-seen.ts";

/** Pauses are measured where the dials arrive, so one late arrival makes the pause after it look shorter. */
const ARRIVAL_MS = 10;

/** After each failed dial the next one comes no sooner than the backoff allows: pauses grow with each failure, less their jitter. */
export const dialsBackOff = defineInvariant({
  name: "dials back off",
  timed: true,
  check(history) {
    const [jitter, found] = [trait(history, "backoffJitter"), redials(history)];
    if (jitter === undefined || found.length === 0) return unknown("no dial failed and was made again");
    for (const { failures, pauseMs, nominalMs } of found) {
      const least = nominalMs * (1 - jitter) - ARRIVAL_MS;
      if (pauseMs >= least) continue;
      const because = `after failure ${failures} it dialled again within ${Math.round(pauseMs)} ms; the backoff asks for ${Math.round(nominalMs * (1 - jitter))} ms`;
      // Nothing but a loop dials again at once.
      return pauseMs < 1 ? violated(because) : exceeded(because, least - pauseMs);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(struck(10, 400), connection(1, 20, 21), connection(2, 50, 51), connection(3, 110), read("a", 115)),
    breaks: historyOf(
      struck(10, 400),
      connection(1, 20, 21),
      connection(2, 50, 51),
      connection(3, 55, 56),
      connection(4, 60),
      read("a", 65),
    ),
  },
});
