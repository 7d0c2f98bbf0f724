import type { Edge, Scope } from "@chaos-packs/contract";
import { type Exchange, isExchange, type SeenStatement } from "../tap/seen-statement.ts";
import type { StatementOptions, StatementPattern } from "./statement-pattern.ts";

const COMMIT = /^(commit|end)\b(?! prepared)/;

/** The COMMIT of a transaction in which `inner` was seen. A COMMIT says nothing of what it is about: its scope is read there. */
export function commitOf(inner: StatementPattern, options: StatementOptions = {}): StatementPattern {
  const { edges = ["before", "after"], dependency = inner.dependency, detail } = options;
  const scopeIn = ({ transaction, backend }: Exchange): Scope | undefined => {
    for (const [place, statement] of transaction.entries()) {
      const within = { statement, statements: transaction, transaction: transaction.slice(0, place), backend };
      const scope = inner.wants(statement.fingerprint) ? inner.scopeAt(within, edgeOf(statement, inner)) : undefined;
      if (scope) return scope;
    }
    return undefined;
  };
  const scopeAt = (exchange: Exchange, edge: Edge): Scope | undefined =>
    edges.includes(edge) && isExchange(exchange) && COMMIT.test(exchange.statement.fingerprint)
      ? scopeIn(exchange)
      : undefined;
  return {
    dependency,
    edges,
    describes: options.describes ?? `commit of ${inner.describes}`,
    wants: (print) => COMMIT.test(print) || inner.wants(print),
    scopeAt,
    scopeOf: scopeAt,
    failureOf: ({ statement: { failed } }) => failed,
    ...(detail && { detailOf: ({ statement }: Exchange, edge: Edge) => detail(statement, edge) }),
  };
}

/** What is answered is read as such, so that rows are found and a write of no row counts for none; a batch may hold all of it. */
const edgeOf = ({ answers, failed }: SeenStatement, { edges }: StatementPattern): Edge =>
  (answers > 0 || failed !== undefined) && edges.includes("after") ? "after" : "before";
