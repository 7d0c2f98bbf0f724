import type { Live } from "../live.ts";
import type { Feed, Subscription } from "./feed.ts";
import { followIfAnew } from "./follow-new-numbers.ts";
import { asBroker } from "./hand-out.ts";

/** Gives a socket what it has missed of a channel, in order, and declares what is not kept any more, until it is where all others are. */
export async function replay(live: Live, feed: Feed, subscription: Subscription): Promise<void> {
  const { parts } = live;
  const { id } = subscription.socket;
  while (subscription.at < (feed.last ?? 0)) {
    const { last: through = 0, epoch } = feed;
    const read = await parts.untilDone(live, () => parts.readHistory(live, feed.channel, subscription.at));
    if (!read || feed.subscriptions.get(id) !== subscription) return;
    if (feed.epoch !== epoch) continue;
    if (followIfAnew(live, feed, read.messages)) {
      void parts.fillHole(live, feed);
      continue;
    }
    for (const message of read.messages) {
      parts.tellGap(live, feed, subscription, { from: subscription.at + 1, to: message.seq - 1 });
      parts.passOn(live, subscription, asBroker(message));
    }
    if (read.isWhole) parts.tellGap(live, feed, subscription, { from: subscription.at + 1, to: through });
  }
  subscription.state = "following";
}
