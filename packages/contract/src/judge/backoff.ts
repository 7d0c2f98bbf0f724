/** How a service promises to dial again after failures. */
export interface Backoff {
  /** Nominal pause after the first of several failures in a row, ms. */
  readonly baseMs: number;
  /** By how much the nominal pause grows with each further failure. */
  readonly factor: number;
  /** Most that it grows to, ms. */
  readonly mostMs: number;
  /** Each pause is drawn from (1 − this) to 1 times the nominal one. */
  readonly jitter: number;
}

/** What a capability must have so that its target can promise a backoff. */
interface BackoffTraits {
  promised(name: "backoffBaseMs" | "backoffFactor" | "backoffMostMs"): number;
  trait(name: "backoffJitter"): number | undefined;
}

/** The backoff that a target promises by the traits of a capability, as `seen(history, capability)` reads them; without jitter where none is promised. */
export const backoffOf = ({ promised, trait }: BackoffTraits): Backoff => ({
  baseMs: promised("backoffBaseMs"),
  factor: promised("backoffFactor"),
  mostMs: promised("backoffMostMs"),
  jitter: trait("backoffJitter") ?? 0,
});

/** The nominal pause after so many failures in a row (from 1), without jitter, ms. */
export const pauseAfter = ({ baseMs, factor, mostMs }: Backoff, failures: number): number =>
  Math.min(mostMs, baseMs * factor ** (failures - 1));
