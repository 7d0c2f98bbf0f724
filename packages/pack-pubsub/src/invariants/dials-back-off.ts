import { defineInvariant, exceeded, holds, seen, unknown } from "@chaos-packs/contract/pack";
import { broadcast } from "../capabilities/broadcast.ts";
import { dialsDuringFault, nominalPauses } from "../history/dials-seen.ts";
import { connection, historyOf, struck } from "../history/examples.ts";
import { trait } from "../history/messages-seen.ts";

/** Dials are measured where they arrive: one that comes late makes the pause after it look shorter. */
const ARRIVAL_MS = 10;

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
    const jitter = seen(history, broadcast).trait("backoffJitter") ?? 0;
    const connections = trait(history, "connections");
    const nominal = nominalPauses(history);
    const found = dialsDuringFault(history);
    if (found.length === 0) return unknown("no process dialled again");
    for (const dials of found) {
      const startedAt = dials[0]?.dialledAt ?? 0;
      const short = dials.flatMap(({ who, dialledAt }, index) => {
        const failures = Math.floor(index / connections);
        let allowedMs = 0;
        for (let failure = 1; failure <= failures; failure++) allowedMs += nominal(failure) * (1 - jitter);
        const byMs = allowedMs - (dialledAt - startedAt);
        return byMs > ARRIVAL_MS ? [{ who, byMs, count: index + 1, afterMs: dialledAt - startedAt, allowedMs }] : [];
      });
      const [worst] = [...short].sort((a, b) => b.byMs - a.byMs);
      if (worst)
        return exceeded(
          `${worst.who}: dial ${worst.count} came ${Math.round(worst.afterMs)} ms after the first; the backoff allows it after ${Math.round(worst.allowedMs)} ms`,
          {
            byMs: short.reduce((sum, { byMs }) => sum + byMs, 0),
            from: startedAt,
            to: startedAt + Math.max(...short.map(({ afterMs }) => afterMs)),
          },
        );
    }
    return holds;
  },
  examples: {
    keeps: historyOf(struck(1, 900), ...[20, 45, 90, 180, 270].map((at, index) => connection(index, at, at + 1))),
    breaks: historyOf(struck(1, 900), ...[20, 25, 30, 35, 40].map((at, index) => connection(index, at, at + 1))),
  },
});
