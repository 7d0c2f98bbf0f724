import { backoffOf, defineInvariant, judgeBackoff, redialsSinceFirst, seen } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { dialsDuringFault } from "../../history/dials-seen.ts";
import { connection, historyOf, struck } from "../../history/examples.ts";

/**
 * While dials fail no process dials more often than its backoff allows. Its connections may take turns in any way: with
 * `connections` of them, dial n + `connections` comes no sooner than one more pause after the first.
 */
export const dialsBackOff = defineInvariant({
  name: "dials back off",
  timed: true,
  traits: ["connections", "backoffBaseMs", "backoffFactor", "backoffMostMs"],
  optionalTraits: ["backoffJitter"],
  check(history) {
    const view = seen(history, broadcast);
    const backoff = backoffOf(view);
    const connections = view.promised("connections");
    const processes = dialsDuringFault(history).map((dials) => redialsSinceFirst(dials, backoff, connections));
    return judgeBackoff(processes, backoff);
  },
  examples: {
    keeps: historyOf(struck(1, 900), ...[20, 45, 90, 180, 270].map((at, index) => connection(index, at, at + 1))),
    breaks: historyOf(struck(1, 900), ...[20, 25, 30, 35, 40].map((at, index) => connection(index, at, at + 1))),
  },
});
