import type { Live } from "../live.ts";
import type { Feed } from "./feed.ts";
import { enterEpoch } from "./follow-new-numbers.ts";
import type { Message } from "./message.ts";

/**
 * Hands out, in order, what was found in the history together with what was held, up to the number `through`, and declares
 * missing what is in neither: a message is in the history before any later one is.
 */
export function takeFound(live: Live, feed: Feed, found: readonly Message[], through: number): void {
  const { parts } = live;
  for (const message of found) feed.held.set(message.seq, message);
  const end = found.reduce((most, { seq }) => Math.max(most, seq), through);
  const messages = [...feed.held.values()].sort((one, other) => one.seq - other.seq);
  for (const message of messages) {
    const last = feed.last ?? 0;
    // Beyond the end only what follows without a hole.
    if (message.seq > end && message.seq !== last + 1) break;
    feed.held.delete(message.seq);
    if (message.seq <= last) continue;
    if (message.seq > last + 1) parts.declareGap(live, feed, last + 1, message.seq - 1);
    feed.last = message.seq;
    enterEpoch(feed, message.epoch);
    parts.handOut(live, feed, message);
  }
  const last = feed.last ?? 0;
  if (last < end) {
    parts.declareGap(live, feed, last + 1, end);
    feed.last = end;
  }
  feed.known = Math.max(feed.known, feed.last ?? 0);
}
