import type { Edge, Json, MomentPattern, Scope } from "@chaos-packs/contract";
import type { Exchange, SeenStatement } from "../tap/seen-statement.ts";

/** A moment on the wire of a Postgres. */
export interface StatementPattern extends MomentPattern<Exchange> {
  /** Whether statements with this fingerprint must be decoded and remembered for it. */
  wants(fingerprint: string): boolean;
  /** The scope of a statement whenever it is looked at, also when it has been the moment before (a cursor that goes on). */
  scopeAt(exchange: Exchange, edge: Edge): Scope | undefined;
}

/** What a moment is about, as it was read off a message. Keys without a value are left out; undefined: it is not the moment. */
export type ReadScope = Readonly<Record<string, string | number | null | undefined>> | undefined;

/** Reads what a moment is about off a statement. */
export type ScopeReader = (seen: SeenStatement, edge: Edge, exchange: Exchange) => ReadScope;

/** What a pattern may say beside its scope. */
export interface StatementOptions {
  /** Default both. */
  readonly edges?: readonly Edge[];
  /** The target's name of the dependency; default `postgres`. */
  readonly dependency?: string;
  /** For people; default the regular expression. */
  readonly describes?: string;
  /** What to keep of the statement in the history. */
  readonly detail?: (seen: SeenStatement, edge: Edge) => Json | undefined;
}

/** What the pattern of a statement may say beside its scope. */
export interface SingleStatementOptions extends StatementOptions {
  /**
   * How many rows it must have affected to be the moment at the edge `after`, when it has not failed. Default: at least one
   * for INSERT, UPDATE, DELETE and MERGE, any number for all others. `() => true` lets an UPDATE of no row be the moment.
   */
  readonly affected?: (rows: number) => boolean;
}

/** A scope without the keys that have no value. */
export function definedScope(read: ReadScope): Scope | undefined {
  if (!read) return undefined;
  const entries = Object.entries(read).filter((entry): entry is [string, string | number] => entry[1] != null);
  return Object.fromEntries(entries);
}

/** The same expression without the flags that make it remember where it was. */
export const withoutMemory = (pattern: RegExp): RegExp =>
  new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
