import type { Live } from "../live.ts";
import { type Feed, newFeed, newSubscription } from "./feed.ts";
import { isOf } from "./is-wanted.ts";

/**
 * The feed of a channel that somebody wants. All channels that there were when a pattern was opened are followed from then
 * on: one that matches and is not followed is new, unless a pattern is being opened just now.
 */
export function findFeed(live: Live, channel: string): Feed | undefined {
  const { feeds, parts, subscribing } = live;
  const known = feeds.get(channel);
  if (known || !parts.isWanted(live, channel)) return known;
  return parts.followFeed(live, newFeed(channel, subscribing.opening > 0 ? undefined : 0));
}

/** Follows a channel from now on, for everybody who has wished for it. Those whose wish is in force have seen all that there was: nothing. */
export function followFeed(live: Live, feed: Feed): Feed {
  live.feeds.set(feed.channel, feed);
  for (const socket of live.sockets) {
    const wishes = [...socket.wishes.values()].filter(({ topic }) => isOf(topic, feed.channel));
    if (wishes.length === 0) continue;
    const isInForce = wishes.some((wish) => wish.isInForce);
    const subscription = newSubscription(socket, isInForce ? 0 : undefined);
    subscription.isInForce = isInForce;
    feed.subscriptions.set(socket.id, subscription);
    live.parts.startSubscription(live, feed, subscription);
  }
  return feed;
}
