import type { Live } from "../live.ts";
import { hasRoom, untilRoom } from "../sockets/room.ts";
import type { Feed, Subscription } from "./feed.ts";
import { followIfAnew } from "./follow-new-numbers.ts";
import { asBroker } from "./hand-out.ts";
import type { Message } from "./message.ts";

/** Gives a socket what it has missed of a channel, in order and as fast as it takes it, and declares what is not kept any more, until it is where all others are. */
export async function replay(live: Live, feed: Feed, subscription: Subscription): Promise<void> {
  const { parts } = live;
  const { socket } = subscription;
  const isOver = (): boolean => feed.subscriptions.get(socket.id) !== subscription;
  while (subscription.at < (feed.last ?? 0)) {
    const { last: through = 0, epoch } = feed;
    const read = await parts.untilDone(live, () => parts.readHistory(live, feed.channel, subscription.at));
    if (!read || isOver()) return;
    if (feed.epoch !== epoch) continue;
    if (followIfAnew(live, feed, read.messages)) {
      void parts.fillHole(live, feed);
      continue;
    }
    const isGiven = await giveWhileNumbered(live, feed, subscription, read.messages);
    if (isOver()) return;
    if (isGiven && read.isWhole) parts.tellGap(live, feed, subscription, { from: subscription.at + 1, to: through });
  }
  subscription.state = "following";
}

/** Gives a socket messages as fast as it takes them; false when the numbers have become another epoch's meanwhile, or it has gone. */
async function giveWhileNumbered(
  live: Live,
  feed: Feed,
  subscription: Subscription,
  messages: readonly Message[],
): Promise<boolean> {
  const { epoch } = feed;
  const { socket } = subscription;
  for (const message of messages) {
    if (!hasRoom(live, socket)) await untilRoom(live, socket);
    if (feed.epoch !== epoch || feed.subscriptions.get(socket.id) !== subscription) return false;
    live.parts.tellGap(live, feed, subscription, { from: subscription.at + 1, to: message.seq - 1 });
    live.parts.passOn(live, subscription, asBroker(message));
  }
  return true;
}
