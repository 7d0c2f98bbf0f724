import { type Fault, type Json, type OnLinks, onLinks } from "@chaos-packs/contract";
import type { PostgresRule } from "../rules/postgres-rule.ts";

/** Which statements a fault strikes, and on which links. */
export interface OnStatements extends OnLinks, Pick<PostgresRule, "match" | "times" | "fraction"> {}

/** A fault that lays a rule on links. The held message is released into it, so that it is struck first. */
export function onStatements(
  name: string,
  { match, times, fraction, ...where }: OnStatements,
  what: Pick<PostgresRule, "sqlState" | "message" | "delayMs" | "drop">,
): Fault {
  const how = { ...what, ...(times !== undefined && { times }), ...(fraction !== undefined && { fraction }) };
  const args: Json = { ...how, ...(match && { match: String(match) }) };
  return onLinks(name, args, where, (link) => link.rule({ ...how, ...(match && { match }) } satisfies PostgresRule));
}
