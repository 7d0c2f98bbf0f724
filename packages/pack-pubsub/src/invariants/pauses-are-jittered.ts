import { defineInvariant, exceeded, holds, unknown } from "@chaos-packs/contract/pack";
import { type Dial, dialsDuringFault, nominalPauses } from "../history/dials-seen.ts";
import { connection, historyOf, struck } from "../history/examples.ts";
import { trait } from "../history/messages-seen.ts";

/** With fewer pauses chance could look like a rule. */
const ENOUGH = 4;
/** Dials are measured where they arrive: timers are never early, but the first may arrive so late, ms. */
const ARRIVAL_MS = 10;

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
    const [jitter, connections] = [trait(history, "backoffJitter"), trait(history, "connections")];
    const nominal = nominalPauses(history);
    const found = dialsDuringFault(history).filter((dials) => dials.length > ENOUGH);
    if (found.length === 0) return unknown(`nobody dialled again ${ENOUGH} times`);
    for (const dials of found) {
      const lines = Math.min(connections, linesOf(dials, nominal));
      // One dial that arrives late shortens the pause after it; against the first dial it changes nothing that follows.
      const isEarly = (dial: Dial, index: number): boolean =>
        dueMs(dials[index % lines], Math.floor(index / lines), nominal) - dial.dialledAt > ARRIVAL_MS;
      if (dials.some(isEarly)) continue;
      const ofOne = dials
        .filter((_, index) => index % lines === 0)
        .slice(1)
        .map(({ dialledAt }, index) => ({
          ms: dialledAt - (dials[index * lines]?.dialledAt ?? 0),
          nominalMs: nominal(index + 1),
        }));
      const told = ofOne.map(({ ms, nominalMs }) => `${Math.round(ms)} of ${nominalMs} ms`).join(", ");
      // A stall that explains it has lengthened every one of them, by what chance shortens them on average.
      const byMs = ofOne.reduce((sum, { nominalMs }) => sum + (nominalMs * jitter) / 2, 0);
      return exceeded(`${dials[0]?.who}: every pause lasted all of its nominal time: ${told}`, {
        byMs,
        from: dials[0]?.dialledAt ?? 0,
        to: dials.at(-1)?.dialledAt ?? 0,
      });
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

/** When a dial is due that comes so many failures after the first and waits all of each pause. */
function dueMs(first: Dial | undefined, failures: number, nominal: (failures: number) => number): number {
  let at = first?.dialledAt ?? 0;
  for (let failure = 1; failure <= failures; failure++) at += nominal(failure);
  return at;
}

/** How many connections it takes to make so many dials in that time: one dialled anew only when it is needed makes none. */
function linesOf(dials: readonly Dial[], nominal: (failures: number) => number): number {
  const lastedMs = (dials.at(-1)?.dialledAt ?? 0) - (dials[0]?.dialledAt ?? 0);
  let count = 1;
  for (let ms = nominal(1); ms <= lastedMs; ms += nominal(count)) count += 1;
  return Math.max(1, Math.round(dials.length / count));
}
