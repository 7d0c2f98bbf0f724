import { defineFault, type Fault, linkAsJson, type OnLinks, undoAll } from "@chaos-packs/contract";
import { checkRule, type PostgresRule } from "../rules/postgres-rule.ts";

/** Which handshakes a fault strikes, and on which links. */
export interface OnLogins extends OnLinks, Pick<PostgresRule, "times" | "fraction"> {}

/** A fault that answers handshakes in the server's place, from now on. Throws BAD_RULE. */
export function onLogins(
  name: string,
  { times, fraction, link = "struck", of = "struck", fate = "release" }: OnLogins,
  what: Pick<PostgresRule, "sqlState" | "message">,
): Fault {
  const how = { ...what, ...(times !== undefined && { times }), ...(fraction !== undefined && { fraction }) };
  const rule = checkRule({ on: "logins", ...how });
  return defineFault({
    name,
    args: { ...how, link: linkAsJson(link), of, fate },
    fate,
    uses: ["links"],
    strikes: [link],
    understands: [{ link, kind: "postgres" }],
    inject: async ({ links }) => undoAll(await Promise.all(links(link, of).map((each) => each.rule(rule)))),
  });
}
