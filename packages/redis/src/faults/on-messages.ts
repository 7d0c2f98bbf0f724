import {
  type Anchor,
  ChaosError,
  defineFault,
  type Fault,
  type Json,
  linkAsJson,
  type OnLinks,
  undoAll,
} from "@chaos-packs/contract";
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

/** A fault that lays a rule on links. The held message is released into it, so that it is struck first. Throws BAD_RULE. */
export function onMessages<M extends object>(
  name: string,
  {
    match,
    moment: given,
    occurrence,
    times,
    fraction,
    connections,
    of = "struck",
    fate = "release",
    ...where
  }: OnMessages<M>,
  what: RedisRule,
): Fault {
  // A push is seen before it is struck; of a command its rule says when it acts.
  const moment: Anchor | undefined = given && { ...given, edge: what.on === "pushed" ? "before" : edgeOf(what) };
  const { link = moment ? { carrying: { capability: moment.capability, moment: moment.moment } } : "struck" } = where;
  const { match: usual, ...deed } = what;
  const how = {
    ...deed,
    ...(occurrence !== undefined && { occurrence }),
    ...(times !== undefined && { times }),
    ...(fraction !== undefined && { fraction }),
    ...(connections && { connections }),
  };
  const matched = match ?? (moment ? undefined : usual);
  const rule = checkRule({ ...how, ...(typeof matched === "object" && { match: matched }) });
  return defineFault({
    name,
    args: {
      ...how,
      ...(match !== undefined && { match }),
      ...(moment && { moment }),
      link: linkAsJson(link),
      of,
      fate,
    } as unknown as Json,
    fate,
    uses: moment ? ["links", "moments"] : ["links"],
    strikes: [link],
    understands: [{ link, kind: "redis" }],
    ...(moment && { moments: [moment] }),
    async inject({ links, moments, struck }) {
      const isMoment = moment && moments(moment);
      const held = match === "held" ? heldMessage(struck.message, name) : undefined;
      const laid = links(link, of).map((each) =>
        each.rule({
          ...rule,
          ...(held && { isMeant: (message) => isSameMessage(message, held) }),
          ...(isMoment && {
            isMeant: (message) => isMoment({ dependency: each.dependency, edge: moment.edge, message }),
          }),
        } satisfies RedisRule),
      );
      return undoAll(await Promise.all(laid));
    },
  });
}

function heldMessage(message: unknown, fault: string): object {
  if (isPushed(message) || (typeof message === "object" && message !== null && "command" in message)) return message;
  throw new ChaosError("NO_HELD_MESSAGE", {
    expected: `${fault} to strike the command or pushed message that is held`,
    came: message === undefined ? "by hand none is held" : "what is held there is none of Redis's",
    todo: "Anchor it at a moment on the wire of a Redis, or say what it matches.",
  });
}
