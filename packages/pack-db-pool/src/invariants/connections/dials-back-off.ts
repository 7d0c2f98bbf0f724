import { backoffOf, defineInvariant, judgeBackoff, seen } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { connection, historyOf, read, struck } from "../../history/examples.ts";
import { redials } from "../../history/redials-seen.ts";

/** After each failed dial the next one comes no sooner than the backoff allows: pauses grow with each failure, less their jitter. */
export const dialsBackOff = defineInvariant({
  name: "dials back off",
  timed: true,
  traits: ["backoffJitter", "backoffBaseMs", "backoffFactor", "backoffMostMs"],
  optionalTraits: ["connectTimeoutMs"],
  check(history) {
    const backoff = backoffOf(seen(history, queries));
    return judgeBackoff([redials(history, backoff)], backoff);
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
