import type { Json } from "./json.ts";
import type { Interval } from "./stall.ts";

/** A judgement. Unknown never passes: nothing was there to judge, or the judge itself failed. */
export type Verdict =
  | { readonly status: "holds" }
  | {
      readonly status: "violated";
      readonly because: string;
      readonly evidence?: unknown;
      /** How far a bound on time was exceeded, and when; a stall of the machine in that time that explains it makes it unknown. */
      readonly overrun?: Overrun;
    }
  | { readonly status: "unknown"; readonly because: string }
  /** The target promises nothing that could be judged. */
  | { readonly status: "skipped"; readonly because: string };

/** By how much a bound on time was exceeded, ms, and the stretch of time that was judged. */
export interface Overrun extends Interval {
  readonly byMs: number;
}

/** The promise was kept. */
export const holds: Verdict = { status: "holds" };
/** The promise was broken: what was seen instead, and the piece of the history that shows it. */
export const violated = (because: string, evidence?: Json | object): Verdict =>
  evidence === undefined ? { status: "violated", because } : { status: "violated", because, evidence };
/**
 * Something took `byMs` longer, or came so much sooner, than was promised, between `from` and `to`. A timed invariant says
 * so, so that a stall of the machine in that time is not blamed on the service.
 */
export const exceeded = (because: string, { byMs, from, to }: Overrun, evidence?: Json | object): Verdict => ({
  status: "violated",
  because,
  overrun: { byMs: Math.max(0, byMs), from, to },
  ...(evidence !== undefined && { evidence }),
});
/** What `exceeded` is given for a call that took `byMs` too long. */
export const overrun = (
  { calledAt, returnedAt }: { readonly calledAt: number; readonly returnedAt: number },
  byMs: number,
): Overrun => ({ byMs, from: calledAt, to: returnedAt });
/** There was nothing to judge. */
export const unknown = (because: string): Verdict => ({ status: "unknown", because });
/** The target has nothing of the kind: there is no promise to be broken. */
export const notPromised = (...parts: readonly string[]): Verdict => ({
  status: "skipped",
  because: `the target does not offer ${parts.map((part) => `"${part}"`).join(", ")}`,
});
