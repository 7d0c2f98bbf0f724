import type { Live } from "../live.ts";
import type { Outgoing } from "../sockets/outgoing.ts";
import { hasRoom } from "../sockets/room.ts";
import type { Feed, Subscription } from "./feed.ts";
import type { Message } from "./message.ts";

/**
 * Gives a message to everybody on its channel. Who is being given what he has missed comes to it by himself; so does who has
 * much to read already: he is given the rest from the history, as fast as he takes it.
 */
export function handOut(live: Live, feed: Feed, message: Message): void {
  noteHandedOut(live, feed, message);
  const outgoing = asBroker(message);
  // The same text for all.
  const text = JSON.stringify(outgoing);
  for (const subscription of feed.subscriptions.values()) {
    if (subscription.state !== "following") continue;
    if (hasRoom(live, subscription.socket)) {
      live.parts.passOn(live, subscription, outgoing, text);
    } else {
      subscription.state = "replaying";
      void live.parts.replay(live, feed, subscription);
    }
  }
}

function noteHandedOut({ config }: Live, { handedOut }: Feed, { seq, id }: Message): void {
  handedOut.set(seq, id);
  for (const oldest of handedOut.keys()) {
    if (handedOut.size <= config.historyMost) break;
    handedOut.delete(oldest);
  }
}

/** Gives a message to one socket, once: whoever had it without a number is told the number. */
export function passOn(
  live: Live,
  subscription: Subscription,
  message: Outgoing & { readonly type: "message" },
  text?: string,
): void {
  const { seq, channel, id } = message;
  if (seq === null || seq <= subscription.at) return;
  subscription.at = seq;
  if (subscription.localIds.delete(id)) {
    live.parts.sendTo(live, subscription.socket, { type: "reconciled", channel, id, seq });
  } else {
    live.parts.sendTo(live, subscription.socket, message, text);
  }
}

/** A message as sockets get it when it came through Redis. */
export const asBroker = ({ channel, seq, id, body, at }: Message): Outgoing & { readonly type: "message" } => ({
  type: "message",
  channel,
  seq,
  id,
  body,
  at,
  via: "broker",
});
