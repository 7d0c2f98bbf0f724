import type { Live } from "../live.ts";
import type { Position } from "./position.ts";

/**
 * Compares what Redis has with what was handed out here. What was there at the heartbeat before and has not come since is
 * fetched; while nothing can be pushed, at once.
 */
export function comparePositions(live: Live, positions: ReadonlyMap<string, Position>): void {
  const { parts, subscriptions } = live;
  for (const [channel, position] of positions) {
    const feed = parts.findFeed(live, channel);
    if (feed?.last === undefined) continue;
    const isAnew = parts.isNumberedAnew(feed, position);
    if (isAnew) parts.followNewNumbers(live, feed, position);
    const { seq } = position;
    const isLate = isAnew || (feed.lagging !== undefined && feed.last < feed.lagging);
    if (seq > feed.last && (isLate || !subscriptions.client)) {
      feed.known = Math.max(feed.known, seq);
      void parts.fillHole(live, feed);
    }
    feed.lagging = seq > feed.last ? seq : undefined;
  }
}
