import { type FaultBody, integer, number, type OnLinks, onLinks, onLinksArgs } from "@chaos-packs/contract/kind";
import type { redisKind } from "../kind.ts";
import { checkRule } from "../rules/check-rule.ts";
import type { RedisRule } from "../rules/redis-rule.ts";

/** Which of the connections that are dialled from now on a fault strikes, and on which links. */
export interface OnDials extends OnLinks, Pick<RedisRule, "times" | "fraction"> {}

/** The arguments of a fault on new connections. */
export const onDialsArgs = { filled: onLinksArgs, optional: { times: integer(), fraction: number() } } as const;

/** What a fault on new connections does; those that are open live on. Throws BAD_RULE. */
export function onDials(
  { link, of, fate, ...share }: OnDials & Required<OnLinks>,
  what: Pick<RedisRule, "error" | "match" | "closes" | "once" | "says">,
): FaultBody<"links", typeof redisKind> {
  const rule = checkRule({ on: "connections", ...what, ...share });
  return onLinks<typeof redisKind>({ link, of, fate }, (each) => each.rule(rule));
}
