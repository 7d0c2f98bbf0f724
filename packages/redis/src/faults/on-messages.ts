import {
  type Anchor,
  anchorArg,
  ChaosError,
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
import type { redisKind } from "../kind.ts";
import { checkRule } from "../rules/check-rule.ts";
import { edgeOf, type RedisRule } from "../rules/redis-rule.ts";
import { isPushed } from "../tap/pushed-message.ts";
import { isSameMessage } from "../tap/redis-message.ts";

/** Which messages a fault strikes, by `match`, or by a moment of a capability. */
export interface OnMessages<M> extends OnLinks, Pick<RedisRule, "occurrence" | "times" | "fraction" | "connections"> {
  /** `held` is the message at the anchor and no other. */
  readonly match?: M | "held";
  /** Those that are this moment, instead of `match`; on the link that carries it unless `link` says otherwise. */
  readonly moment?: Anchor;
}

/** The arguments of a fault on messages, but `match`: those that have a default, and those that may be left out. */
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
export function onMessages<M extends object>(
  { match, moment: given, of = "struck", fate = "release", link: named, ...share }: OnMessages<M>,
  what: RedisRule,
): FaultBody<"links" | "moments", typeof redisKind> {
  // A push is seen before it is struck; of a command its rule says when it acts.
  const moment: Anchor | undefined = given && { ...given, edge: what.on === "pushed" ? "before" : edgeOf(what) };
  const carrying = moment && { carrying: { capability: moment.capability, moment: moment.moment } };
  const link = named ?? carrying ?? "struck";
  const { match: usual, ...deed } = what;
  const matched = match ?? (moment ? undefined : usual);
  const rule = checkRule({ ...deed, ...share, ...(typeof matched === "object" && { match: matched }) });
  return {
    fate,
    uses: moment ? ["links", "moments"] : ["links"],
    strikes: [link],
    ...(moment && { moments: [moment] }),
    async inject({ links, moments, struck }) {
      const isMoment = moment && moments(moment);
      const held = match === "held" ? heldMessage(struck.message) : undefined;
      const laid = links(link, of).map((each) =>
        each.rule({
          ...rule,
          ...(held && { isMeant: (message) => isSameMessage(message, held) }),
          ...(isMoment && {
            isMeant: (message) => isMoment({ dependency: each.dependency, edge: moment.edge, message }),
          }),
        }),
      );
      return undoAll(await Promise.all(laid));
    },
  };
}

function heldMessage(message: unknown): object {
  if (isPushed(message) || (typeof message === "object" && message !== null && "command" in message)) return message;
  throw new ChaosError("NO_HELD_MESSAGE", {
    expected: "a fault on the held message to strike a command or a pushed message",
    came: message === undefined ? "by hand none is held" : "what is held there is none of Redis's",
    todo: "Anchor it at a moment on the wire of a Redis, or say what it matches.",
  });
}
