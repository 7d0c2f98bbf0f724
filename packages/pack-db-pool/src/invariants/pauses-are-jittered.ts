import { defineInvariant, exceeded, type History, holds, unknown } from "@chaos-packs/contract/pack";
import { redials } from "../history/connections-seen.ts";
import { connection, historyOf, read, struck } from "../history/examples.ts";
import { trait } from "../history/queries-seen.ts";

/** With fewer pauses chance could look like a rule. */
const ENOUGH = 4;

/** Dials are measured where they arrive: timers are never early, but the first may arrive so late, ms. */
const ARRIVAL_MS = 10;
/** A single dial that is so much earlier than its pause allows has not been recorded late, ms. */
const TELLING_MS = 30;

/** How late the harness itself was around a time, ms: a dial that came then may be recorded so much later. */
const lagAt = ({ stalls }: History, at: number): number =>
  Math.max(
    0,
    ...stalls.flatMap((stall) =>
      stall.of === "event loop" && stall.from <= at + ARRIVAL_MS && stall.to >= at - ARRIVAL_MS ? [stall.lostMs] : [],
    ),
  );

/** Pauses between redials are drawn at random: together they last less than the nominal ones. */
export const pausesAreJittered = defineInvariant({
  name: "pauses are jittered",
  timed: true,
  traits: ["backoffJitter", "backoffBaseMs", "backoffFactor", "backoffMostMs"],
  check(history) {
    const [jitter, found] = [trait(history, "backoffJitter"), redials(history)];
    if (found.length < ENOUGH) return unknown(`only ${found.length} dials failed and were made again`);
    // One dial that arrives late shortens the pause after it; counted from the first dial it changes nothing that follows.
    const earlyMs = (index: number): number =>
      found.slice(0, index + 1).reduce((sum, { pauseMs, nominalMs }) => sum + nominalMs - pauseMs, 0);
    if (found.some((_, index) => earlyMs(index) > ARRIVAL_MS)) return holds;
    // On a slow machine some pauses last much longer. A single one that is shorter than its nominal time tells all the same,
    // unless it began late: nobody redials before the dial before has failed.
    if (found.some(({ pauseMs, nominalMs, from }) => nominalMs - pauseMs > TELLING_MS + lagAt(history, from)))
      return holds;
    const pauses = found.map(({ pauseMs, nominalMs }) => `${Math.round(pauseMs)} of ${Math.round(nominalMs)} ms`);
    // A stall that explains it has lengthened every one of them, by what chance shortens them on average.
    const byMs = found.reduce((sum, { nominalMs }) => sum + (nominalMs * jitter) / 2, 0);
    return exceeded(`every pause lasted all of its nominal time: ${pauses.join(", ")}`, {
      byMs,
      from: Math.min(...found.map(({ from }) => from)),
      to: Math.max(...found.map(({ from, pauseMs }) => from + pauseMs)),
    });
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
