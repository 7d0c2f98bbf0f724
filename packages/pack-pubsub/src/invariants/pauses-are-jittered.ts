import { defineInvariant, exceeded, holds, unknown } from "@chaos-packs/contract";
import { connection, historyOf, struck } from "../history/build-history.ts";
import { type Dial, dialsDuringFault, nominalPauses } from "../history/dials-seen.ts";
import { trait } from "../history/messages-seen.ts";

/** With fewer pauses chance could look like a rule. */
const ENOUGH = 4;
/** What counts as shorter than nominal: timers are never early, and arrivals differ by little. */
const SHORTER = 0.95;

/**
 * Pauses between redials are drawn at random, so that not all come back at once: some last less than the nominal one. Of a
 * process that redials several connections, so many dials later the same one dials again, in step with the others or not.
 */
export const pausesAreJittered = defineInvariant({
  name: "pauses are jittered",
  timed: true,
  check(history) {
    const [jitter, connections] = [trait(history, "backoffJitter"), trait(history, "connections")];
    const nominal = nominalPauses(history);
    const found = dialsDuringFault(history).filter((dials) => dials.length > ENOUGH);
    if (jitter === undefined || connections === undefined || !nominal || found.length === 0)
      return unknown(`nobody dialled again ${ENOUGH} times`);
    for (const dials of found) {
      const lines = Math.min(connections, linesOf(dials, nominal));
      const pauses = dials.slice(lines).map(({ dialledAt }, index) => ({
        ms: dialledAt - (dials[index]?.dialledAt ?? 0),
        nominalMs: nominal(Math.floor(index / lines) + 1),
      }));
      if (pauses.some(({ ms, nominalMs }) => ms < SHORTER * nominalMs)) continue;
      const ofOne = pauses.filter((_, index) => index % lines === 0);
      const told = ofOne.map(({ ms, nominalMs }) => `${Math.round(ms)} of ${nominalMs} ms`).join(", ");
      // A stall that explains it has lengthened every one of them, by what chance shortens them on average.
      const byMs = ofOne.reduce((sum, { nominalMs }) => sum + (nominalMs * jitter) / 2, 0);
      return exceeded(`${dials[0]?.who}: every pause lasted all of its nominal time: ${told}`, byMs);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(struck(1, 900), ...[20, 52, 110, 230, 350, 440].map((at, index) => connection(index, at, at + 1))),
    breaks: historyOf(
      struck(1, 900),
      ...[20, 61, 142, 303, 464, 625].map((at, index) => connection(index, at, at + 1)),
    ),
  },
});

/** How many connections it takes to make so many dials in that time: one dialled anew only when it is needed makes none. */
function linesOf(dials: readonly Dial[], nominal: (failures: number) => number): number {
  const lastedMs = (dials.at(-1)?.dialledAt ?? 0) - (dials[0]?.dialledAt ?? 0);
  let count = 1;
  for (let ms = nominal(1); ms <= lastedMs; ms += nominal(count)) count += 1;
  return Math.max(1, Math.round(dials.length / count));
}
