import type { Json } from "./json.ts";

/** A judgement. Unknown never passes: nothing was there to judge, or the judge itself failed. */
export type Verdict =
  | { readonly status: "holds" }
  | { readonly status: "violated"; readonly because: string; readonly evidence?: unknown }
  | { readonly status: "unknown"; readonly because: string };

/** The promise was kept. */
export const holds: Verdict = { status: "holds" };
/** The promise was broken: what was seen instead, and the piece of the history that shows it. */
export const violated = (because: string, evidence?: Json | object): Verdict =>
  evidence === undefined ? { status: "violated", because } : { status: "violated", because, evidence };
/** There was nothing to judge. */
export const unknown = (because: string): Verdict => ({ status: "unknown", because });
