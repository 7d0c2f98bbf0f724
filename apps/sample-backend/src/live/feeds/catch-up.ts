import type { Live } from "../live.ts";

/** Fetches what was published while nothing could be pushed: for every channel that is followed, and every new one that matches a pattern. */
export async function catchUp(live: Live): Promise<void> {
  const { parts } = live;
  const positions = await parts.untilDone(live, () => parts.readPositions(live));
  for (const [channel, position] of positions ?? []) {
    const feed = parts.findFeed(live, channel);
    if (feed?.last === undefined) continue;
    if (parts.isNumberedAnew(feed, position)) parts.followNewNumbers(live, feed, position);
    if (position.seq <= feed.last) continue;
    feed.known = Math.max(feed.known, position.seq);
    void parts.fillHole(live, feed);
  }
}
