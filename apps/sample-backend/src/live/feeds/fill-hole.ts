import type { Live } from "../live.ts";
import type { Feed } from "./feed.ts";

/** Fetches what is missing of a channel from its history, until all that is known to be there has been handed out or declared missing. */
export async function fillHole(live: Live, feed: Feed): Promise<void> {
  const { parts, feeds, stopping } = live;
  if (feed.isFilling || feed.last === undefined) return;
  feed.isFilling = true;
  while (feed.last < feed.known) {
    const asked = feed.known;
    const after = feed.last;
    const read = await parts.untilDone(live, () => parts.readHistory(live, feed.channel, after));
    if (!read || stopping.signal.aborted || feeds.get(feed.channel) !== feed) break;
    parts.takeFound(live, feed, read.messages, read.isWhole ? asked : (read.messages.at(-1)?.seq ?? asked));
  }
  feed.isFilling = false;
}
