import { type FaultBody, string } from "@chaos-packs/contract/kind";
import type { postgresKind } from "../kind.ts";
import type { PostgresRule } from "../rules/postgres-rule.ts";
import { type OnMessages, onMessages, onMessagesArgs } from "./on-messages.ts";

/** Which notifications on their way to a client a fault strikes, by `channel` or by a moment, and on which links. Absent: all. */
export interface OnNotifications extends OnMessages, Pick<PostgresRule, "channel"> {}

/** The arguments of a fault on notifications. */
export const onNotificationsArgs = {
  filled: onMessagesArgs.filled,
  optional: { ...onMessagesArgs.optional, channel: string() },
} as const;

/** What a fault on notifications does. Throws BAD_RULE. */
export const onNotifications = (
  { channel, ...where }: OnNotifications,
  what: Pick<PostgresRule, "loses" | "delayMs" | "cut">,
): FaultBody<"links" | "moments", typeof postgresKind> =>
  onMessages(where, { on: "notifications", ...what, ...(channel !== undefined && { channel }) });
