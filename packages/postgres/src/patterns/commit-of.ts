import { type Edge, type Scope, type ScopesFound, scopesIn } from "@chaos-packs/contract/kind";
import { type Exchange, isExchange, type SeenStatement } from "../tap/seen-statement.ts";
import type { StatementOptions, StatementPattern } from "./statement-pattern.ts";

/** Whether a fingerprint is that of a COMMIT. */
export const COMMIT = /^(commit|end)\b(?! prepared)/;

/**
 * The COMMIT of a transaction in which `inner` was seen. A COMMIT says nothing of what it is about: its scope is read there,
 * and when that was seen of several things, it is a moment for each.
 */
export function commitOf<S = Scope>(inner: StatementPattern<S>, options: StatementOptions = {}): StatementPattern<S> {
  const { edges = ["before", "after"], dependency = inner.dependency, detail } = options;
  const seenIn = ({ transaction, backend }: Exchange): readonly Scope[] =>
    transaction.flatMap((statement, place) => {
      if (!inner.wants(statement.fingerprint)) return [];
      const within = { statement, statements: transaction, transaction: transaction.slice(0, place), backend };
      return scopesIn(inner.scopeAt(within, edgeOf(statement, inner)) as ScopesFound);
    });
  const scopeAt = (exchange: Exchange, edge: Edge): ScopesFound<S> => {
    if (!edges.includes(edge) || !isExchange(exchange) || !COMMIT.test(exchange.statement.fingerprint))
      return undefined;
    const scopes = withoutRepeats(seenIn(exchange));
    return (scopes.length > 1 ? scopes : scopes[0]) as ScopesFound<S>;
  };
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
const edgeOf = ({ answers, failed }: SeenStatement, { edges }: Pick<StatementPattern, "edges">): Edge =>
  (answers > 0 || failed !== undefined) && edges.includes("after") ? "after" : "before";

const withoutRepeats = (scopes: readonly Scope[]): readonly Scope[] => [
  ...new Map(scopes.map((scope) => [JSON.stringify(scope), scope])).values(),
];
