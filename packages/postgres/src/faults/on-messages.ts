import {
  type Anchor,
  anchorArg,
  type FaultBody,
  fateArg,
  integer,
  linkRefArg,
  number,
  type OnLinks,
  oneOf,
  replicaRefArg,
  undoAll,
} from "@chaos-packs/contract/kind";
import type { postgresKind } from "../kind.ts";
import { checkRule, type PostgresRule } from "../rules/postgres-rule.ts";

/** Which messages a fault strikes, and on which links. */
export interface OnMessages extends OnLinks, Pick<PostgresRule, "occurrence" | "times" | "fraction" | "connections"> {
  /** Those that are this moment of a capability; on the link that carries it unless `link` says otherwise. */
  readonly moment?: Anchor;
}

/** The arguments of a fault on messages: those that have a default, and those that may be left out. */
export const onMessagesArgs = {
  filled: { of: replicaRefArg, fate: fateArg },
  optional: {
    link: linkRefArg,
    moment: anchorArg,
    occurrence: integer(),
    times: integer(),
    fraction: number(),
    connections: oneOf("open now"),
  },
} as const;

/** Those of the struck replica, and the held message is released into the rule, so that it is struck first. */
export const onStruckMessages = { of: "struck", fate: "release" } as const;

/** What a fault does that lays a rule on links. Throws BAD_RULE. */
export function onMessages(
  { moment: given, of = "struck", fate = "release", link: named, ...share }: OnMessages,
  what: PostgresRule,
): FaultBody<"links" | "moments", typeof postgresKind> {
  // A rule decides before the server knows of a statement, and before a client knows of a notification.
  const moment: Anchor | undefined = given && { ...given, edge: "before" };
  const carrying = moment && { carrying: { capability: moment.capability, moment: moment.moment } };
  const link = named ?? carrying ?? "struck";
  const rule = checkRule({ ...what, ...share });
  return {
    fate,
    uses: moment ? ["links", "moments"] : ["links"],
    strikes: [link],
    ...(moment && { moments: [moment] }),
    async inject({ links, moments }) {
      const isMoment = moment && moments(moment);
      const laid = links(link, of).map((each) =>
        each.rule({
          ...rule,
          ...(isMoment && {
            isMeant: (message) => isMoment({ dependency: each.dependency, edge: moment.edge, message }),
          }),
        }),
      );
      return undoAll(await Promise.all(laid));
    },
  };
}
