import type { Fault } from "@chaos-packs/contract";
import { type OnNotifications, onNotifications } from "./on-notifications.ts";

/**
 * Notifications are lost on their way to a client, whose connection lives on: the others get them.
 * @example dropNotification({ times: 1 }) // the one that is held
 */
export const dropNotification = (where: OnNotifications = {}): Fault =>
  onNotifications("drop notification", where, { loses: true });
