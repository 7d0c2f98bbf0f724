import type { Live } from "../live.ts";
import { entryKey, type Lane, type NewMessage, newEntry, newLane, type Receipt } from "./outbox.ts";

/** Publishes a message: resolves with what became of it, in bounded time, whatever Redis does. Rejects when nothing more can be taken on. */
export async function publishMessage(live: Live, message: NewMessage): Promise<Receipt> {
  const { parts, outbox } = live;
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
  return entry.receipt;
}

function laneOf({ outbox: { lanes } }: Live, channel: string): Lane {
  const lane = lanes.get(channel) ?? newLane(channel);
  lanes.set(channel, lane);
  return lane;
}
