import { defineFaultType, object } from "@chaos-packs/contract/kind";
import { postgresKind } from "../kind.ts";
import { onStruckMessages } from "./on-messages.ts";
import { onNotifications, onNotificationsArgs } from "./on-notifications.ts";

/**
 * Notifications are lost on their way to a client, whose connection lives on: the others get them.
 * @example dropNotification({ times: 1 }) // the one that is held
 */
export const dropNotification = defineFaultType({
  name: "drop notification",
  args: object({ ...onNotificationsArgs.filled }, onNotificationsArgs.optional),
  defaults: onStruckMessages,
  kind: postgresKind,
  uses: ["links", "moments"],
  make: (where) => onNotifications(where, { loses: true }),
});
