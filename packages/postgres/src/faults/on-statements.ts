import {
  type Anchor,
  defineFault,
  type Fault,
  type Json,
  linkAsJson,
  type OnLinks,
  undoAll,
} from "@chaos-packs/contract";
import { checkRule, type PostgresRule } from "../rules/postgres-rule.ts";

/** Which statements a fault strikes, and on which links. */
export interface OnStatements extends OnLinks, Pick<PostgresRule, "match" | "times" | "fraction" | "connections"> {
  /** Those that are this moment of a capability, instead of `match`; on the link that carries it unless `link` says otherwise. */
  readonly moment?: Anchor;
}

/** A fault that lays a rule on links. The held message is released into it, so that it is struck first. Throws BAD_RULE. */
export function onStatements(
  name: string,
  { match, moment: given, times, fraction, connections, of = "struck", fate = "release", ...where }: OnStatements,
  what: Pick<PostgresRule, "sqlState" | "message" | "delayMs" | "cut">,
): Fault {
  // A rule decides before the server knows of the statement.
  const moment: Anchor | undefined = given && { ...given, edge: "before" };
  const { link = moment ? { carrying: { capability: moment.capability, moment: moment.moment } } : "struck" } = where;
  const how = {
    ...what,
    ...(times !== undefined && { times }),
    ...(fraction !== undefined && { fraction }),
    ...(connections && { connections }),
  };
  const rule = checkRule({ ...how, ...(match && { match }) });
  return defineFault({
    name,
    args: {
      ...how,
      ...(match && { match: String(match) }),
      ...(moment && { moment: moment as unknown as Json }),
      link: linkAsJson(link),
      of,
      fate,
    },
    fate,
    uses: moment ? ["links", "moments"] : ["links"],
    strikes: [link],
    understands: [{ link, kind: "postgres" }],
    ...(moment && { moments: [moment] }),
    async inject({ links, moments }) {
      const isMoment = moment && moments(moment);
      const laid = links(link, of).map((each) =>
        each.rule({
          ...rule,
          ...(isMoment && {
            isMeant: (message) => isMoment({ dependency: each.dependency, edge: moment.edge, message }),
          }),
        } satisfies PostgresRule),
      );
      return undoAll(await Promise.all(laid));
    },
  });
}
