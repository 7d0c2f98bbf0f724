import { type FaultBody, type TextMatch, textMatchArg, textPattern } from "@chaos-packs/contract/kind";
import type { postgresKind } from "../kind.ts";
import type { PostgresRule } from "../rules/postgres-rule.ts";
import { type OnMessages, onMessages, onMessagesArgs } from "./on-messages.ts";

/** Which statements a fault strikes, by `match` of their fingerprints or by a moment, and on which links. */
export interface OnStatements extends OnMessages {
  /** `{ text: "insert into" }`, or `{ matches: "^insert" }`. Absent: all but ROLLBACK, which a client can do nothing about. */
  readonly match?: TextMatch;
}

/** The arguments of a fault on statements. */
export const onStatementsArgs = {
  filled: onMessagesArgs.filled,
  optional: { ...onMessagesArgs.optional, match: textMatchArg },
} as const;

/** What a fault on statements does. Throws BAD_RULE, BAD_TEXT_MATCH. */
export const onStatements = (
  { match, ...where }: OnStatements,
  what: Pick<PostgresRule, "sqlState" | "message" | "delayMs" | "cut">,
): FaultBody<"links" | "moments", typeof postgresKind> =>
  onMessages(where, { ...what, ...(match && { match: textPattern(match) }) });
