import { backoffOf, defineInvariant, judgeJitter, redialsInStep, seen } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { dialsDuringFault } from "../../history/dials-seen.ts";
import { connection, historyOf, struck } from "../../history/examples.ts";

/**
 * Pauses between redials are drawn at random, so that not all come back at once: together they last less than the nominal
 * ones. Of a process that redials several connections, so many dials later the same one dials again, in step with the others
 * or not.
 */
export const pausesAreJittered = defineInvariant({
  name: "pauses are jittered",
  timed: true,
  traits: ["backoffJitter", "connections", "backoffBaseMs", "backoffFactor", "backoffMostMs"],
  check(history) {
    const view = seen(history, broadcast);
    const backoff = backoffOf(view);
    const connections = view.promised("connections");
    const processes = dialsDuringFault(history).map((dials) => redialsInStep(dials, backoff, connections));
    return judgeJitter(processes, backoff, history);
  },
  examples: {
    keeps: historyOf(struck(1, 900), ...[20, 52, 110, 230, 350, 440].map((at, index) => connection(index, at, at + 1))),
    breaks: historyOf(
      struck(1, 900),
      ...[20, 61, 142, 303, 464, 625].map((at, index) => connection(index, at, at + 1)),
    ),
  },
});
