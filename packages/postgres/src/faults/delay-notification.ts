import { defineFaultType, number, object } from "@chaos-packs/contract/kind";
import { postgresKind } from "../kind.ts";
import { onStruckMessages } from "./on-messages.ts";
import { onNotifications, onNotificationsArgs } from "./on-notifications.ts";

/** Notifications reach a client so many ms late, and with them all that follows on its connection. Healing lets them go. */
export const delayNotification = defineFaultType({
  name: "delay notification",
  args: object({ ...onNotificationsArgs.filled, ms: number() }, onNotificationsArgs.optional),
  defaults: onStruckMessages,
  kind: postgresKind,
  uses: ["links", "moments"],
  make: ({ ms, ...where }) => onNotifications(where, { delayMs: ms }),
});
