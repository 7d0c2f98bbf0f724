import type { Edge, Scope } from "@chaos-packs/contract";
import type { Exchange, SeenStatement } from "../tap/seen-statement.ts";
import {
  definedScope,
  type ScopeReader,
  type StatementOptions,
  type StatementPattern,
  withoutMemory,
} from "./statement-pattern.ts";

/** A statement whose fingerprint matches; its scope is read from parameters, and at the edge `after` from rows too. */
export function statement(fingerprint: RegExp, scope: ScopeReader, options: StatementOptions = {}): StatementPattern {
  const { edges = ["before", "after"], dependency = "postgres", describes = String(fingerprint), detail } = options;
  const pattern = withoutMemory(fingerprint);
  const find = (
    exchange: Exchange,
    edge: Edge,
  ): { readonly seen: SeenStatement; readonly scope: Scope } | undefined => {
    for (const seen of exchange.statements) {
      if (!pattern.test(seen.fingerprint)) continue;
      const found = definedScope(scope(seen, edge, exchange));
      if (found) return { seen, scope: found };
    }
    return undefined;
  };
  return {
    dependency,
    edges,
    describes,
    wants: (print) => pattern.test(print),
    scopeOf: (exchange, edge) => (edges.includes(edge) ? find(exchange, edge)?.scope : undefined),
    failureOf: (exchange) => find(exchange, "after")?.seen.failed,
    ...(detail && {
      detailOf: (exchange: Exchange, edge: Edge) => {
        const found = find(exchange, edge);
        return found && detail(found.seen, edge);
      },
    }),
  };
}
