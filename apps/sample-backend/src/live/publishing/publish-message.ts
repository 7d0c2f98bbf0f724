import { laterThanRead } from "../../clock.ts";
import type { Live } from "../live.ts";
import { type Entry, entryKey, type Lane, type NewMessage, newEntry, newLane, type Receipt } from "./outbox.ts";

/** Publishes a message: resolves with what became of it, in bounded time, whatever Redis does. Rejects when nothing more can be taken on. */
export async function publishMessage(live: Live, message: NewMessage): Promise<Receipt> {
  const { parts, outbox, config } = live;
  const key = entryKey(message);
  const known = outbox.entries.get(key);
  if (known) return known.receipt;
  parts.makeRoom(live, message.channel);
  const lane = laneOf(live, message.channel);
  const entry = newEntry(message, lane.skipped);
  lane.skipped = 0;
  lane.entries.push(entry);
  outbox.entries.set(key, entry);
  if (lane.isFailing) parts.tellLocally(live, lane, entry);
  if (!lane.isDraining) lane.drained = parts.drainLane(live, lane);
  // The time of the tries begins when it is in its turn; its publisher waits from now on.
  using _deadline = laterThanRead(config.publishWithinMs, () => tellThrough(live, lane, entry));
  return await entry.receipt;
}

/** Tells locally what has not been told up to a message: in order, so all before it too. */
function tellThrough(live: Live, lane: Lane, entry: Entry): void {
  const waiting = lane.entries.slice(0, lane.entries.indexOf(entry) + 1);
  for (const each of waiting) if (!each.isToldLocally) live.parts.tellLocally(live, lane, each);
}

function laneOf({ outbox: { lanes } }: Live, channel: string): Lane {
  const lane = lanes.get(channel) ?? newLane(channel);
  lanes.set(channel, lane);
  return lane;
}
