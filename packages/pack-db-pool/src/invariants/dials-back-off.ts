import { defineInvariant, exceeded, holds, unknown } from "@chaos-packs/contract/pack";
import { type Redial, redials } from "../history/connections-seen.ts";
import { connection, historyOf, read, struck } from "../history/examples.ts";
import { trait } from "../history/queries-seen.ts";

/** Pauses are measured where the dials arrive, so one late arrival makes the pause after it look shorter. */
const ARRIVAL_MS = 10;

/** After each failed dial the next one comes no sooner than the backoff allows: pauses grow with each failure, less their jitter. */
export const dialsBackOff = defineInvariant({
  name: "dials back off",
  timed: true,
  traits: ["backoffJitter", "backoffBaseMs", "backoffFactor", "backoffMostMs"],
  check(history) {
    const [jitter, found] = [trait(history, "backoffJitter"), redials(history)];
    if (found.length === 0) return unknown("no dial failed and was made again");
    const shortBy = ({ pauseMs, nominalMs }: Redial): number => nominalMs * (1 - jitter) - pauseMs;
    const short = found.filter((redial) => shortBy(redial) > ARRIVAL_MS);
    if (short.length === 0) return holds;
    const worst = short.reduce((one, other) => (shortBy(other) > shortBy(one) ? other : one));
    return exceeded(
      `after failure ${worst.failures} it dialled again within ${Math.round(worst.pauseMs)} ms; the backoff asks for ${Math.round(worst.nominalMs * (1 - jitter))} ms`,
      // Each pause that is too short needs a late arrival of its own to explain it.
      {
        byMs: short.reduce((sum, redial) => sum + shortBy(redial), 0),
        from: Math.min(...short.map(({ from }) => from)),
        to: Math.max(...short.map(({ from, pauseMs }) => from + pauseMs)),
      },
    );
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
