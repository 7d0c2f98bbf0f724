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

/** Which messages a fault strikes, and on which links. */
export interface OnMessages extends OnLinks, Pick<PostgresRule, "occurrence" | "times" | "fraction" | "connections"> {
  /** Those that are this moment of a capability; on the link that carries it unless `link` says otherwise. */
  readonly moment?: Anchor;
}

/** A fault that lays a rule on links. The held message is released into it, so that it is struck first. Throws BAD_RULE. */
export function onMessages(
  name: string,
  { moment: given, occurrence, times, fraction, connections, of = "struck", fate = "release", ...where }: OnMessages,
  what: PostgresRule,
): Fault {
  // A rule decides before the server knows of a statement, and before a client knows of a notification.
  const moment: Anchor | undefined = given && { ...given, edge: "before" };
  const { link = moment ? { carrying: { capability: moment.capability, moment: moment.moment } } : "struck" } = where;
  const rule = checkRule({
    ...what,
    ...(occurrence !== undefined && { occurrence }),
    ...(times !== undefined && { times }),
    ...(fraction !== undefined && { fraction }),
    ...(connections && { connections }),
  });
  return defineFault({
    name,
    args: {
      ...rule,
      ...(what.match && { match: String(what.match) }),
      ...(moment && { moment }),
      link: linkAsJson(link),
      of,
      fate,
    } as unknown as Json,
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
