import { defineFaultType, object, oneOf } from "@chaos-packs/contract/kind";
import { postgresKind } from "../kind.ts";
import { onStruckMessages } from "./on-messages.ts";
import { onNotifications, onNotificationsArgs } from "./on-notifications.ts";

/** A client loses its connection `before` it gets the notification (default, RST), or right `after` it (FIN). */
export const cutNotification = defineFaultType({
  name: "cut notification",
  args: object({ ...onNotificationsArgs.filled, cut: oneOf("before", "after") }, onNotificationsArgs.optional),
  defaults: { ...onStruckMessages, cut: "before" },
  label: ({ cut }) => `cut notification ${cut}`,
  kind: postgresKind,
  uses: ["links", "moments"],
  make: ({ cut, ...where }) => onNotifications(where, { cut: cut === "after" ? "answered" : cut }),
});
