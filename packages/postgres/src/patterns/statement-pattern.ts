import type { Edge, Json, MomentPattern, Scope, ScopesFound } from "@chaos-packs/contract/kind";
import type { ReadScope, ReadScopes } from "@chaos-packs/wire";
import type { Exchange, SeenStatement } from "../tap/seen-statement.ts";

/** A moment on the wire of a Postgres. */
export interface StatementPattern<S = Scope> extends MomentPattern<Exchange, S> {
  /** Whether statements with this fingerprint must be decoded and remembered for it. */
  wants(fingerprint: string): boolean;
  /** The scopes of a statement whenever it is looked at, also when it has been the moment before (a cursor that goes on). */
  scopeAt(exchange: Exchange, edge: Edge): ScopesFound<S>;
}

/** Reads what a moment is about off a statement: several scopes when one statement is about several things. */
export type ScopeReader<R extends ReadScope = ReadScope> = (
  seen: SeenStatement,
  edge: Edge,
  exchange: Exchange,
) => ReadScopes<R>;

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

/** The same expression without the flags that make it remember where it was. */
export const withoutMemory = (pattern: RegExp): RegExp =>
  new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
