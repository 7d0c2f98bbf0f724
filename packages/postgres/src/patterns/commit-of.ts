import type { Edge } from "@chaos-packs/contract";
import type { Exchange, SeenStatement } from "../tap/seen-statement.ts";
import type { StatementOptions, StatementPattern } from "./statement-pattern.ts";

const COMMIT = /^(commit|end)\b(?! prepared)/;

/** The COMMIT of a transaction in which `inner` was seen. A COMMIT says nothing of what it is about: its scope is read there. */
export function commitOf(inner: StatementPattern, options: StatementOptions = {}): StatementPattern {
  const { edges = ["before", "after"], dependency = inner.dependency, detail } = options;
  const commitIn = ({ statements }: Exchange): SeenStatement | undefined =>
    statements.find(({ fingerprint }) => COMMIT.test(fingerprint));
  // One text, or one pipeline, may hold the whole transaction.
  const transactionOf = ({ statements, transaction, backend }: Exchange, commit: SeenStatement): Exchange => ({
    backend,
    statements: [...transaction, ...statements.slice(0, statements.indexOf(commit))],
    transaction: [],
  });
  return {
    dependency,
    edges,
    describes: options.describes ?? `commit of ${inner.describes}`,
    wants: (print) => COMMIT.test(print) || inner.wants(print),
    scopeOf(exchange, edge) {
      const commit = edges.includes(edge) ? commitIn(exchange) : undefined;
      if (!commit) return undefined;
      const within = transactionOf(exchange, commit);
      // What came before is answered, so an inner pattern that reads rows finds them at either edge of the COMMIT.
      return inner.scopeOf(within, "after") ?? inner.scopeOf(within, "before");
    },
    failureOf: (exchange) => commitIn(exchange)?.failed,
    ...(detail && {
      detailOf: (exchange: Exchange, edge: Edge) => {
        const commit = commitIn(exchange);
        return commit && detail(commit, edge);
      },
    }),
  };
}
