import type { Edge, ScopesFound } from "@chaos-packs/contract/kind";
import { definedScopes, type ReadScope, type ToldScope } from "@chaos-packs/wire";
import { type Exchange, isExchange, type SeenStatement } from "../tap/seen-statement.ts";
import {
  type ScopeReader,
  type SingleStatementOptions,
  type StatementPattern,
  withoutMemory,
} from "./statement-pattern.ts";

/**
 * A statement whose fingerprint matches; its scope is read from parameters, and at the edge `after` from rows too: a list of
 * scopes makes it a moment for each. A write that has affected no row is not the moment at `after`, unless `affected` says so.
 * @example statement(/^insert into lines/, ({ parameters }) => parameters.map((line) => ({ line })))
 */
export function statement<R extends ReadScope>(
  fingerprint: RegExp,
  scope: ScopeReader<R>,
  options: SingleStatementOptions = {},
): StatementPattern<ToldScope<R>> {
  const { edges = ["before", "after"], dependency = "postgres", describes = String(fingerprint), detail } = options;
  const pattern = withoutMemory(fingerprint);
  const hasDone = hasAffected(options.affected);
  const isOnce = onceForEach();
  const scopeAt = (exchange: Exchange, edge: Edge): ScopesFound<ToldScope<R>> => {
    if (!isExchange(exchange)) return undefined;
    const { statement: seen } = exchange;
    if (!edges.includes(edge) || !pattern.test(seen.fingerprint)) return undefined;
    if (edge === "after" && !hasDone(seen)) return undefined;
    return definedScopes(scope(seen, edge, exchange));
  };
  return {
    dependency,
    edges,
    describes,
    wants: (print) => pattern.test(print),
    scopeAt,
    scopeOf(exchange, edge) {
      const found = scopeAt(exchange, edge);
      return found && (edge === "before" || isOnce(exchange.statement)) ? found : undefined;
    },
    failureOf: ({ statement: { failed } }) => failed,
    ...(detail && { detailOf: ({ statement: seen }: Exchange, edge: Edge) => detail(seen, edge) }),
  };
}

const WRITES: ReadonlySet<string | undefined> = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

function hasAffected(isEnough: ((rows: number) => boolean) | undefined): (seen: SeenStatement) => boolean {
  return ({ failed, affected, command }) => {
    if (failed !== undefined) return true;
    if (isEnough) return affected !== undefined && isEnough(affected);
    return affected !== 0 || !WRITES.has(command);
  };
}

/** A cursor is looked at with each answer that brings something of it; it is the moment with the first that makes it one. */
function onceForEach(): (seen: SeenStatement) => boolean {
  const first = new WeakMap<SeenStatement, number>();
  return (seen) => {
    const answer = first.get(seen) ?? seen.answers;
    first.set(seen, answer);
    return answer === seen.answers;
  };
}
