import { defineFault, type Fault, type Json, linkAsJson, type OnLinks, undoAll } from "@chaos-packs/contract";
import { checkRule } from "../rules/check-rule.ts";
import type { RedisRule } from "../rules/redis-rule.ts";

/** Which of the connections that are dialled from now on a fault strikes, and on which links. */
export interface OnDials extends OnLinks, Pick<RedisRule, "times" | "fraction"> {}

/** A fault on new connections; those that are open live on. Throws BAD_RULE. */
export function onDials(
  name: string,
  { times, fraction, link = "struck", of = "struck", fate = "release" }: OnDials,
  what: Pick<RedisRule, "error" | "match" | "closes" | "once" | "says">,
): Fault {
  const how = { ...what, ...(times !== undefined && { times }), ...(fraction !== undefined && { fraction }) };
  const rule = checkRule({ on: "connections", ...how });
  return defineFault({
    name,
    args: { ...how, link: linkAsJson(link), of, fate } as unknown as Json,
    fate,
    uses: ["links"],
    strikes: [link],
    understands: [{ link, kind: "redis" }],
    inject: async ({ links }) => undoAll(await Promise.all(links(link, of).map((each) => each.rule(rule)))),
  });
}
