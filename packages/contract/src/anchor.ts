import type { Amount, TraitAmount } from "./amount.ts";

/** `before`: the request is held and the server knows nothing. `after`: the server has done it and the reply is held. */
export type Edge = "before" | "after";

/** What becomes of the held message once the fault is in: passed on, dropped with its connection, or held until the heal. */
export type Fate = "release" | "drop" | "hold";

/** A name for what a workload learns only while it runs (the id of its job); it fills it in with `client.remember`. */
export interface Reference {
  readonly reference: string;
}

/** What a moment was about (which job, which chunk), as read off the wire. */
export type Scope = Readonly<Record<string, string | number>>;

/** What an anchor asks of a scope: a value, or a reference to one. Keys not named may have any value. */
export type ScopePattern = Readonly<Record<string, string | number | Reference>>;

/** One logical moment, as plain data: what, about what, which occurrence, on which edge, and by whom. */
export interface Anchor {
  readonly capability: string;
  readonly moment: string;
  readonly scope: ScopePattern;
  /**
   * Counted from 1, among the messages that match all the rest. A count that depends on the target (one on each connection of
   * its pool) is an amount of one of its traits.
   */
  readonly occurrence: Amount;
  readonly edge: Edge;
  /** Compared with the replica that the step's fault has struck. Absent: anyone. */
  readonly by?: "struck" | "other";
}

/**
 * When the undo of a fault runs: at a moment, or the first of several (services differ in how they show the same); after a
 * trait of the target × factor; or when the workload's run has ended. A moment that may not come on every target has an
 * `orAfter`: no later than that amount of ms after the injection it heals anyway.
 */
export type Heal =
  | "at end"
  | { readonly when: Anchor | readonly Anchor[]; readonly orAfter?: TraitAmount }
  | { readonly after: { readonly capability: string; readonly trait: string; readonly factor: number } };

/** The moments at which a heal may run. */
export const momentsOfHeal = (heal: Heal = "at end"): readonly Anchor[] =>
  typeof heal === "object" && "when" in heal ? [heal.when].flat() : [];

/** A reference to be used in the scope of an anchor. */
export const reference = (name: string): Reference => ({ reference: name });
