import type { Live } from "../live.ts";
import type { Feed } from "./feed.ts";
import { followIfAnew } from "./follow-new-numbers.ts";

/** Fetches what is missing of a channel from its history, until all that is known to be there has been handed out or declared missing. */
export async function fillHole(live: Live, feed: Feed): Promise<void> {
  const { parts, feeds, stopping } = live;
  if (feed.isFilling || feed.last === undefined) return;
  feed.isFilling = true;
  while (feed.last < feed.known) {
    const asked = feed.known;
    const { last: after, epoch }: Feed = feed;
    if (after === undefined) break;
    const read = await parts.untilDone(live, () => parts.readHistory(live, feed.channel, after));
    if (!read || stopping.signal.aborted || feeds.get(feed.channel) !== feed) break;
    // The numbers may have begun anew meanwhile, or have in what was read: then it is read from there.
    if (feed.epoch !== epoch || followIfAnew(live, feed, read.messages)) continue;
    parts.takeFound(live, feed, read.messages, read.isWhole ? asked : (read.messages.at(-1)?.seq ?? asked));
  }
  feed.isFilling = false;
}
