import type { Live } from "../live.ts";
import type { Feed } from "./feed.ts";
import { nowhere, type Position } from "./position.ts";

/** Asks Redis where a channel stands, for as long as it takes: what comes later is handed out. */
export async function establishFeed(live: Live, feed: Feed): Promise<void> {
  const { parts } = live;
  if (feed.last !== undefined) return;
  const positions = await parts.untilDone(live, () => parts.readPositions(live, [feed.channel]));
  if (positions) parts.beginFeed(live, feed, positions.get(feed.channel) ?? nowhere);
}

/** From this position on a channel is followed. What was held of other numbers than these is left out. */
export function beginFeed(live: Live, feed: Feed, position: Position): void {
  const { parts } = live;
  if (feed.last !== undefined) return;
  feed.last = position.seq;
  feed.epoch = position.epoch;
  for (const [seq, message] of [...feed.held]) {
    if (seq <= position.seq || parts.isNumberedAnew(feed, message)) feed.held.delete(seq);
  }
  feed.known = Math.max(position.seq, ...feed.held.keys());
  for (const subscription of feed.subscriptions.values()) parts.startSubscription(live, feed, subscription);
  void parts.fillHole(live, feed);
}
