import type { Fault } from "@chaos-packs/contract";
import { type OnNotifications, onNotifications } from "./on-notifications.ts";

/** Notifications reach a client so many ms late, and with them all that follows on its connection. Healing lets them go. */
export const delayNotification = ({ ms, ...where }: OnNotifications & { readonly ms: number }): Fault =>
  onNotifications("delay notification", where, { delayMs: ms });
