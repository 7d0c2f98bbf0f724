import { type FaultBody, integer, number, type OnLinks, onLinks, onLinksArgs } from "@chaos-packs/contract/kind";
import type { postgresKind } from "../kind.ts";
import { checkRule, type PostgresRule } from "../rules/postgres-rule.ts";

/** Which handshakes a fault strikes, and on which links. */
export interface OnLogins extends OnLinks, Pick<PostgresRule, "times" | "fraction"> {}

/** The arguments of a fault on handshakes. */
export const onLoginsArgs = { filled: onLinksArgs, optional: { times: integer(), fraction: number() } } as const;

/** What a fault does that answers handshakes in the server's place, from now on. Throws BAD_RULE. */
export function onLogins(
  { link, of, fate, ...share }: Required<OnLinks> & OnLogins,
  what: Pick<PostgresRule, "sqlState" | "message">,
): FaultBody<"links", typeof postgresKind> {
  const rule = checkRule({ on: "logins", ...what, ...share });
  return onLinks<typeof postgresKind>({ link, of, fate }, (each) => each.rule(rule));
}
