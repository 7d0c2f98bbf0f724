import type { Fault } from "@chaos-packs/contract";
import type { PostgresRule } from "../rules/postgres-rule.ts";
import { type OnStatements, onStatements } from "./on-statements.ts";

/**
 * Statements lose their connection: `before` the server hears of them, `unanswered` (default: the server has run them, the
 * client never learns), or `answered` (right after the client has its answer).
 */
export const cutStatement = ({
  cut = "unanswered",
  ...where
}: OnStatements & { readonly cut?: Exclude<PostgresRule["cut"], undefined> } = {}): Fault =>
  onStatements(`cut statement ${cut}`, where, { cut });
