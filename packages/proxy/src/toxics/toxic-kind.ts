import type { AttributeSpec } from "./attribute-spec.ts";
import type { End, Piece } from "./piece.ts";

/** A piece that waits before a toxic. */
export interface Waiting {
  readonly piece: Piece;
  /** When it came, ms. */
  readonly at: number;
  /** A number in [0, 1) of its own, from the seed. */
  readonly chance: number;
}

/** What a toxic does about the oldest piece that waits before it. Only what passes is taken off; then it is asked again. */
export type Decision =
  | "pass"
  /** It is never delivered. */
  | "drop"
  /** So many of its bytes pass; at least one and not all. */
  | { readonly pass: number }
  /** It passes with other bytes. */
  | { readonly instead: Buffer }
  /** Nothing happens before this time, ms; Infinity: until something changes. */
  | { readonly wait: number }
  /** So many of its bytes pass, and then the connection ends; the rest is never delivered. */
  | { readonly cut: Extract<End, "close" | "reset">; readonly after: number };

/** A toxic at work in one direction of one connection. */
export interface Pipe {
  decide(waiting: Waiting, now: number): Decision;
  /** When it ends the connection by itself, ms. */
  closesAt?(): number;
  /** Whether the connection ends when the toxic no longer acts on it. */
  readonly closesWhenGone?: boolean;
  /** Its attributes were changed. */
  changed?(now: number): void;
}

/** What a toxic works with in one direction of one connection. */
export interface PipeContext<A> {
  /** As they are now: they may change between two pieces. */
  attributes(): A;
  random(): number;
  /** ms. */
  readonly startedAt: number;
}

/** A kind of toxic: its attributes, and what it does. */
export interface ToxicKind<A = Readonly<Record<string, number>>> {
  readonly attributes: Readonly<Record<keyof A, AttributeSpec>>;
  /** What holds between attributes, in words; undefined when it does. */
  refuses?(attributes: A): string | undefined;
  /** Absent: it leaves bytes alone. */
  readonly start?: (context: PipeContext<A>) => Pipe;
  /** ms by which the server is dialled late. */
  dialsLate?(attributes: A): number;
}

/** Defines a kind of toxic. */
export const defineToxicKind = <A>(kind: ToxicKind<A>): ToxicKind => kind as unknown as ToxicKind;
