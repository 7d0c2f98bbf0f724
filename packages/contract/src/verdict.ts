import type { Json } from "./json.ts";

/** A judgement. Unknown never passes: nothing was there to judge, or the judge itself failed. */
export type Verdict =
  | { readonly status: "holds" }
  | {
      readonly status: "violated";
      readonly because: string;
      readonly evidence?: unknown;
      /** How far a bound on time was exceeded, ms; a stall of the machine that explains as much makes it unknown. */
      readonly byMs?: number;
    }
  | { readonly status: "unknown"; readonly because: string };

/** The promise was kept. */
export const holds: Verdict = { status: "holds" };
/** The promise was broken: what was seen instead, and the piece of the history that shows it. */
export const violated = (because: string, evidence?: Json | object): Verdict =>
  evidence === undefined ? { status: "violated", because } : { status: "violated", because, evidence };
/** Something took `byMs` longer, or came so much sooner, than was promised. A timed invariant says so, lest a stall of the machine count as a fault of the service. */
export const exceeded = (because: string, byMs: number, evidence?: Json | object): Verdict => ({
  status: "violated",
  because,
  byMs: Math.max(0, byMs),
  ...(evidence !== undefined && { evidence }),
});
/** There was nothing to judge. */
export const unknown = (because: string): Verdict => ({ status: "unknown", because });
