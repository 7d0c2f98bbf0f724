import type { Live } from "../live.ts";
import { entryKey, type Lane, type NewMessage, newEntry, newLane, type Receipt } from "./outbox.ts";

/** Publishes a message: resolves with what became of it, in bounded time, whatever Redis does. Rejects when nothing more can be taken on. */
export async function publishMessage(live: Live, message: NewMessage): Promise<Receipt> {
  const { parts, outbox } = live;
  const key = entryKey(message);
  const known = outbox.entries.get(key);
  if (known) return known.receipt;
  parts.makeRoom(live);
  const entry = newEntry(message);
  const lane = laneOf(live, message.channel);
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
