import type { LinkOptions } from "@chaos-packs/contract/kind";
import { readString } from "../wire/read-string.ts";

/** What a NOTIFY brings to a client that listens, as patterns and rules see it. */
export interface Notification {
  readonly channel: string;
  /** Empty when the NOTIFY had none. */
  readonly payload: string;
  /** The process of the server that serves the connection which has sent the NOTIFY. */
  readonly sender: number;
  /** The process that serves the connection which it is pushed to; undefined when the handshake did not tell. */
  readonly backend: number | undefined;
  /** The replica that it is pushed to. */
  readonly to: LinkOptions["by"];
}

/** Whether what a link shows is a notification (and no statement). */
export const isNotification = (message: unknown): message is Notification =>
  typeof message === "object" && message !== null && "payload" in message && "sender" in message;

/** Reads a whole NotificationResponse. Throws a RangeError when it is too short for one. */
export function readNotification(frame: Buffer): Pick<Notification, "channel" | "payload" | "sender"> {
  const sender = frame.readInt32BE(5);
  const [channel, next] = readString(frame, 9);
  return { sender, channel, payload: readString(frame, next)[0] };
}
