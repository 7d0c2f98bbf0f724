import type { Fault } from "@chaos-packs/contract";
import type { PostgresRule } from "../rules/postgres-rule.ts";
import { type OnMessages, onMessages } from "./on-messages.ts";

/** Which notifications on their way to a client a fault strikes, by `channel` or by a moment, and on which links. Absent: all. */
export interface OnNotifications extends OnMessages, Pick<PostgresRule, "channel"> {}

/** A fault on notifications. Throws BAD_RULE. */
export const onNotifications = (
  name: string,
  { channel, ...where }: OnNotifications,
  what: Pick<PostgresRule, "loses" | "delayMs" | "cut">,
): Fault => onMessages(name, where, { on: "notifications", ...what, ...(channel !== undefined && { channel }) });
