import type { Live } from "../live.ts";
import type { Given } from "./give-to-redis.ts";
import { type Entry, entryKey, type Lane } from "./outbox.ts";

/** Most channels of which it is remembered where they stand. */
const FLOORS_MOST = 10_000;

/** Redis has a message: its publisher is answered, and the next one is in its turn. */
export function wasGiven(live: Live, lane: Lane, entry: Entry, { seq, epoch, floor = 0, receivers }: Given): void {
  const { parts, outbox, counts, degradation } = live;
  const { message } = entry;
  lane.isFailing = false;
  const place = lane.entries.indexOf(entry);
  // It may have left the lane while it was on its way, and another with its id may wait there by now.
  if (place >= 0) {
    lane.entries.splice(place, 1);
    outbox.entries.delete(entryKey(message));
  }
  outbox.floors.delete(message.channel);
  outbox.floors.set(message.channel, seq);
  for (const oldest of outbox.floors.keys()) {
    if (outbox.floors.size <= FLOORS_MOST) break;
    outbox.floors.delete(oldest);
  }
  if (epoch !== undefined) parts.noteOwn(live, { ...message, seq, epoch, floor });
  counts.published += 1;
  if (receivers === 0) parts.noteUnheard(live, message, seq);
  if (outbox.entries.size === 0) degradation.note("publishing", { isCarried: true });
  parts.noteLine(live, live.commands, "healthy");
  degradation.note("sockets", "healthy");
  entry.settle({ seq, via: "broker", receivers: receivers ?? null });
}
