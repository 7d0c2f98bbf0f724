import type { History } from "../history.ts";
import { exceeded, holds, unknown, type Verdict } from "../verdict.ts";
import type { Backoff } from "./backoff.ts";
import type { Redial } from "./redials.ts";

/** With fewer pauses chance could look like a rule. */
const ENOUGH = 4;
/** Dials are measured where they arrive: timers are never early, but the first may arrive so late, ms. */
const ARRIVAL_MS = 10;
/** A single dial that is so much earlier than its pause allows has not been recorded late, ms. */
const TELLING_MS = 30;

/**
 * Whether the pauses between redials are drawn at random, so that not all come back at once: together they last less than the
 * nominal ones. Each process has the pauses of one connection, or of several that keep step.
 */
export function judgeJitter(
  processes: readonly (readonly (readonly Redial[])[])[],
  { jitter }: Backoff,
  history: Pick<History, "stalls">,
): Verdict {
  const dialsOf = (lines: readonly (readonly Redial[])[]): number =>
    lines.reduce((sum, line) => sum + line.length + 1, 0);
  const judged = processes.filter((lines) => dialsOf(lines) > ENOUGH);
  if (judged.length === 0) return unknown(`no process dialled again ${ENOUGH} times`);
  for (const lines of judged) {
    if (lines.some(isEarly)) continue;
    // Of several connections nobody knows for certain whose pause one is: a single one tells only where there is one.
    if (lines.length === 1 && lines[0]?.some((redial) => isTelling(redial, history))) continue;
    const [line = []] = lines;
    const told = line.map(({ pauseMs, nominalMs }) => `${Math.round(pauseMs)} of ${Math.round(nominalMs)} ms`);
    return exceeded(`${line[0]?.who}: every pause lasted all of its nominal time: ${told.join(", ")}`, {
      // A stall that explains it has lengthened every one of them, by what chance shortens them on average.
      byMs: line.reduce((sum, { nominalMs }) => sum + (nominalMs * jitter) / 2, 0),
      from: Math.min(...lines.flat().map(({ from }) => from)),
      to: Math.max(...lines.flat().map(({ from, pauseMs }) => from + pauseMs)),
    });
  }
  return holds;
}

/** One dial that arrives late shortens the pause after it; counted from the first dial it changes nothing that follows. */
const isEarly = (line: readonly Redial[]): boolean =>
  line.some((_, index) => {
    const earlyMs = line.slice(0, index + 1).reduce((sum, { pauseMs, nominalMs }) => sum + nominalMs - pauseMs, 0);
    return earlyMs > ARRIVAL_MS;
  });

/**
 * On a slow machine some pauses last much longer. A single one that is shorter than its nominal time tells all the same, unless
 * it began late: nobody redials before the dial before has failed.
 */
const isTelling = ({ nominalMs, pauseMs, from }: Redial, history: Pick<History, "stalls">): boolean =>
  nominalMs - pauseMs > TELLING_MS + lagAt(history, from);

/** How late the harness itself was around a time, ms: a dial that came then may be recorded so much later. */
const lagAt = ({ stalls }: Pick<History, "stalls">, at: number): number =>
  Math.max(
    0,
    ...stalls.flatMap((stall) =>
      stall.of === "event loop" && stall.from <= at + ARRIVAL_MS && stall.to >= at - ARRIVAL_MS ? [stall.lostMs] : [],
    ),
  );
