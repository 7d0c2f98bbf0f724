import { defineInvariant, exceeded, holds, unknown } from "@chaos-packs/contract";
import { connection, historyOf, struck } from "../history/build-history.ts";
import { type Dial, dialsDuringFault, nominalPauses } from "../history/dials-seen.ts";
import { trait } from "../history/messages-seen.ts";

/** With fewer pauses chance could look like a rule. */
const ENOUGH = 4;
/** Dials closer to each other than this, ms, are those of connections in step, as they are without jitter. */
const IN_STEP_MS = 8;

/**
 * Pauses between redials are drawn at random, so that not all come back at once: some last less than the nominal one. Of
 * several connections in step one is looked at; out of step they have shorter pauses between them anyway.
 */
export const pausesAreJittered = defineInvariant({
  name: "pauses are jittered",
  timed: true,
  check(history) {
    const [jitter, nominal] = [trait(history, "backoffJitter"), nominalPauses(history)];
    const found = dialsDuringFault(history)
      .map(oneOfEachStep)
      .filter((dials) => dials.length > ENOUGH);
    if (jitter === undefined || !nominal || found.length === 0) return unknown(`nobody dialled again ${ENOUGH} times`);
    for (const dials of found) {
      const pauses = dials.slice(1).map(({ dialledAt }, index) => ({
        ms: dialledAt - (dials[index]?.dialledAt ?? 0),
        nominalMs: nominal(index + 1),
      }));
      if (pauses.some(({ ms, nominalMs }) => ms < 0.95 * nominalMs)) continue;
      const told = pauses.map(({ ms, nominalMs }) => `${Math.round(ms)} of ${nominalMs} ms`).join(", ");
      // A stall that explains it has lengthened every one of them, by what chance shortens them on average.
      const byMs = pauses.reduce((sum, { nominalMs }) => sum + (nominalMs * jitter) / 2, 0);
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

const oneOfEachStep = (dials: readonly Dial[]): readonly Dial[] =>
  dials.filter(
    ({ dialledAt }, index) => dialledAt - (dials[index - 1]?.dialledAt ?? Number.NEGATIVE_INFINITY) > IN_STEP_MS,
  );
