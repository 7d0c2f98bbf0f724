import { anyOf, type FaultBody } from "@chaos-packs/contract/kind";
import type { redisKind } from "../kind.ts";
import type { PushedMatch } from "../rules/match.ts";
import type { RedisRule } from "../rules/redis-rule.ts";
import { heldArg, pushedMatchArg } from "./match-args.ts";
import { type OnMessages, onMessages, onMessagesArgs } from "./on-messages.ts";

/** Which messages on their way to a subscriber a fault strikes, and on which links. Absent: all, until it heals. */
export type OnPushed = OnMessages<PushedMatch>;

/** The arguments of a fault on pushed messages. */
export const onPushedArgs = {
  filled: onMessagesArgs.filled,
  optional: { ...onMessagesArgs.optional, match: anyOf(heldArg, pushedMatchArg) },
} as const;

/** What a fault on pushed messages does. */
export const onPushed = (
  where: OnPushed,
  what: Pick<RedisRule, "loses" | "delayMs" | "copies" | "cut">,
): FaultBody<"links" | "moments", typeof redisKind> => onMessages(where, { on: "pushed", ...what });
