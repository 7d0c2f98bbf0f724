import type { Json, Result, StreamEnd, StreamMessage } from "@chaos-packs/contract";

/** A connection that stays open, whatever it is made of. */
export interface Wire {
  /** Says something, when its kind can. */
  write(value: Json): void;
  /** Reads nothing more. */
  pause(): void;
  resume(): void;
  /** Ends it with RST. */
  reset(): void;
  /** Says goodbye, and waits for nobody. */
  close(): void;
  /** Hangs up. */
  drop(): void;
}

/** Who is told what happens on a wire; after `failed` or `ended` nothing more is said. */
export interface WireListener {
  /** The service has taken it. */
  accepted(): void;
  /** The service has not taken it: its answer, or that there was none. */
  failed(failure: Exclude<Result, { readonly status: "ok" }>): void;
  message(message: StreamMessage): void;
  ended(end: StreamEnd): void;
}

/** Where a wire is laid to. */
export interface WireAddress {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}
