import type { Fault } from "@chaos-packs/contract";
import { type OnNotifications, onNotifications } from "./on-notifications.ts";

/** Where a client that listens loses its connection. */
export interface CutNotification extends OnNotifications {
  readonly cut?: "before" | "after";
}

/** A client loses its connection `before` it gets the notification (default, RST), or right `after` it (FIN). */
export const cutNotification = ({ cut = "before", ...where }: CutNotification = {}): Fault =>
  onNotifications(`cut notification ${cut}`, where, { cut: cut === "after" ? "answered" : cut });
