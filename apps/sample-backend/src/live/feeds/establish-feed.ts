import type { Live } from "../live.ts";
import type { Feed } from "./feed.ts";

/** Asks Redis where a channel stands, for as long as it takes: what comes later is handed out. */
export async function establishFeed(live: Live, feed: Feed): Promise<void> {
  const { parts } = live;
  if (feed.last !== undefined) return;
  const positions = await parts.untilDone(live, () => parts.readPositions(live, [feed.channel]));
  if (positions) parts.beginFeed(live, feed, positions.get(feed.channel) ?? 0);
}

/** From this number on a channel is followed. */
export function beginFeed(live: Live, feed: Feed, position: number): void {
  const { parts } = live;
  if (feed.last !== undefined) return;
  feed.last = position;
  feed.known = Math.max(feed.known, position);
  for (const seq of [...feed.held.keys()]) if (seq <= position) feed.held.delete(seq);
  for (const subscription of feed.subscriptions.values()) parts.startSubscription(live, feed, subscription);
  void parts.fillHole(live, feed);
}
