import type { Live } from "../live.ts";

/**
 * Compares what Redis has with what was handed out here. What was there at the heartbeat before and has not come since is
 * fetched; while nothing can be pushed, at once.
 */
export function comparePositions(live: Live, positions: ReadonlyMap<string, number>): void {
  const { parts, subscriptions } = live;
  for (const [channel, position] of positions) {
    const feed = parts.findFeed(live, channel);
    if (feed?.last === undefined) continue;
    const isLate = feed.lagging !== undefined && feed.last < feed.lagging;
    if (position > feed.last && (isLate || !subscriptions.client)) {
      feed.known = Math.max(feed.known, position);
      void parts.fillHole(live, feed);
    }
    feed.lagging = position > feed.last ? position : undefined;
  }
}
