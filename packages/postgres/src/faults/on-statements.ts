import type { Fault } from "@chaos-packs/contract";
import type { PostgresRule } from "../rules/postgres-rule.ts";
import { type OnMessages, onMessages } from "./on-messages.ts";

/** Which statements a fault strikes, by `match` or by a moment, and on which links. */
export interface OnStatements extends OnMessages, Pick<PostgresRule, "match"> {}

/** A fault on statements. Throws BAD_RULE. */
export const onStatements = (
  name: string,
  { match, ...where }: OnStatements,
  what: Pick<PostgresRule, "sqlState" | "message" | "delayMs" | "cut">,
): Fault => onMessages(name, where, { ...what, ...(match && { match }) });
