import { backoffOf, defineInvariant, judgeJitter, seen } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { connection, historyOf, read, struck } from "../../history/examples.ts";
import { redials } from "../../history/redials-seen.ts";

/** Pauses between redials are drawn at random: together they last less than the nominal ones. */
export const pausesAreJittered = defineInvariant({
  name: "pauses are jittered",
  timed: true,
  traits: ["backoffJitter", "backoffBaseMs", "backoffFactor", "backoffMostMs"],
  optionalTraits: ["connectTimeoutMs"],
  check(history) {
    const backoff = backoffOf(seen(history, queries));
    return judgeJitter([[redials(history, backoff)]], backoff, history);
  },
  examples: {
    keeps: historyOf(
      struck(1, 900),
      ...[10, 42, 90, 200, 330].map((at, index) => connection(index, at, at + 1)),
      connection(9, 480),
      read("a", 490),
    ),
    breaks: historyOf(
      struck(1, 900),
      ...[10, 51, 132, 293, 454].map((at, index) => connection(index, at, at + 1)),
      connection(9, 615),
      read("a", 620),
    ),
  },
});
