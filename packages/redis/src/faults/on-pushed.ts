import type { Fault } from "@chaos-packs/contract";
import type { PushedMatch } from "../rules/match.ts";
import type { RedisRule } from "../rules/redis-rule.ts";
import { type OnMessages, onMessages } from "./on-messages.ts";

/** Which messages on their way to a subscriber a fault strikes, and on which links. Absent: all, until it heals. */
export type OnPushed = OnMessages<PushedMatch>;

/** A fault on pushed messages. */
export const onPushed = (
  name: string,
  where: OnPushed,
  what: Pick<RedisRule, "loses" | "delayMs" | "copies" | "cut">,
): Fault => onMessages(name, where, { on: "pushed", ...what });
