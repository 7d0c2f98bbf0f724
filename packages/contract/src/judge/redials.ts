import { type Backoff, pauseAfter } from "./backoff.ts";

/** A dial after failures, and how long after an earlier one it came. */
export interface Redial {
  /** Whose it is, for people. */
  readonly who: string;
  /** Its place among the dials of that process, from 1. */
  readonly dial: number;
  /** Since which dial the pause counts. */
  readonly since: "the one before" | "the first";
  /** When that one came, ms. */
  readonly from: number;
  readonly pauseMs: number;
  /** What the backoff asks for, without jitter, ms. */
  readonly nominalMs: number;
}

/** The dials of one process while dials fail, ms, in their order. */
export interface DialsOf {
  readonly who: string;
  readonly dials: readonly number[];
}

/**
 * Of a process that redials several connections, which take turns in any way: the dials counted from the first. Dial
 * n + `connections` comes no sooner than one pause more after it.
 */
export function redialsSinceFirst({ who, dials }: DialsOf, backoff: Backoff, connections: number): readonly Redial[] {
  const from = dials[0] ?? 0;
  return dials.map((at, index) => {
    const failures = Math.floor(index / connections);
    const pauses = Array.from({ length: failures }, (_, failure) => pauseAfter(backoff, failure + 1));
    const nominalMs = pauses.reduce((sum, pause) => sum + pause, 0);
    return { who, dial: index + 1, since: "the first", from, pauseMs: at - from, nominalMs };
  });
}

/**
 * The dials of a process as so many connections made them that keep step: so many dials later the same one dials again. There
 * are no more connections than `most`, and no more than it takes to make so many dials in that time: one that is dialled only
 * when it is needed makes none.
 */
export function redialsInStep({ who, dials }: DialsOf, backoff: Backoff, most: number): readonly (readonly Redial[])[] {
  const lines = Math.min(most, linesOf(dials, backoff));
  return Array.from({ length: lines }, (_, line) => {
    const own = dials.filter((_, index) => index % lines === line);
    return own.slice(1).map((at, index) => ({
      who,
      dial: line + lines * (index + 1) + 1,
      since: "the one before",
      from: own[index] ?? at,
      pauseMs: at - (own[index] ?? at),
      nominalMs: pauseAfter(backoff, index + 1),
    }));
  });
}

/** How many connections it takes to make so many dials in that time. */
function linesOf(dials: readonly number[], backoff: Backoff): number {
  const lastedMs = (dials.at(-1) ?? 0) - (dials[0] ?? 0);
  let count = 1;
  for (let ms = pauseAfter(backoff, 1); ms <= lastedMs; ms += pauseAfter(backoff, count)) count += 1;
  return Math.max(1, Math.round(dials.length / count));
}
