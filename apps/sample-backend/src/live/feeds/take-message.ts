import type { Live } from "../live.ts";
import type { Feed } from "./feed.ts";
import { enterEpoch } from "./follow-new-numbers.ts";
import type { Message } from "./message.ts";

/** Takes in one message of a channel: in its turn it is handed out, beyond a hole it is held until that is filled. One that was here before is left out. */
export function takeMessage(live: Live, feed: Feed, message: Message): void {
  const { parts, counts, config } = live;
  const { seq, epoch } = message;
  const isLate = feed.was !== undefined && epoch === feed.was;
  if (!isLate && parts.isNumberedAnew(feed, message)) parts.followNewNumbers(live, feed, message);
  if (isLate || (feed.last !== undefined && seq <= feed.last)) {
    counts.repeated += 1;
    return;
  }
  feed.known = Math.max(feed.known, seq);
  if (feed.last !== undefined && seq === feed.last + 1 && !feed.isFilling) {
    feed.last = seq;
    enterEpoch(feed, epoch);
    parts.handOut(live, feed, message);
    return;
  }
  // What is not held is in the history.
  if (feed.held.size < config.historyMost) feed.held.set(seq, message);
  void parts.fillHole(live, feed);
}
