import type { Live } from "../live.ts";
import type { Feed, Subscription } from "./feed.ts";
import { asBroker } from "./hand-out.ts";

/** Gives a socket what it has missed of a channel, in order, and declares what is not kept any more, until it is where all others are. */
export async function replay(live: Live, feed: Feed, subscription: Subscription): Promise<void> {
  const { parts } = live;
  const { id } = subscription.socket;
  while (subscription.at < (feed.last ?? 0)) {
    const through = feed.last ?? 0;
    const read = await parts.untilDone(live, () => parts.readHistory(live, feed.channel, subscription.at));
    if (!read || feed.subscriptions.get(id) !== subscription) return;
    for (const message of read.messages) {
      parts.tellGap(live, feed, subscription, { from: subscription.at + 1, to: message.seq - 1 });
      parts.passOn(live, subscription, asBroker(message));
    }
    if (read.isWhole) parts.tellGap(live, feed, subscription, { from: subscription.at + 1, to: through });
  }
  subscription.state = "following";
}
