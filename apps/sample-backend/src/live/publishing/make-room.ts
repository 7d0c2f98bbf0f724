import type { Live } from "../live.ts";
import { MODE_CHANNEL } from "../sockets/tell-mode.ts";
import { entryKey } from "./outbox.ts";

/** Nothing more can be taken on. */
export class OutboxFull extends Error {
  override readonly name = "OutboxFull";
}

/**
 * Makes room for one more message of a channel: the oldest one that local sockets have is given up for all others, who will
 * notice by its number. Throws `OutboxFull` when there is none. What the service itself tells takes no room from clients.
 */
export function makeRoom(live: Live, channel: string): void {
  const { outbox, config, counts, log, degradation } = live;
  const lanes = [...outbox.lanes.values()].filter((lane) => isOwn(lane.channel) === isOwn(channel));
  const waiting = lanes.reduce((sum, { entries }) => sum + entries.length, 0);
  if (waiting < config.outboxMost) return;
  degradation.note("publishing", { isCarried: false });
  for (const lane of lanes) {
    // The first of a lane is on its way.
    const at = lane.entries.findIndex(({ isToldLocally }, place) => place > 0 && isToldLocally);
    const [entry] = at < 0 ? [] : lane.entries.splice(at, 1);
    if (!entry) continue;
    outbox.entries.delete(entryKey(entry.message));
    const next = lane.entries[at] ?? lane;
    next.skipped += entry.skipped + 1;
    counts.dropped += 1;
    log.warn({ channel: lane.channel, id: entry.message.id }, "a message was given up: too many wait for redis");
    return;
  }
  // Not even local sockets can have it.
  if (!isOwn(channel)) degradation.note("sockets", "failed");
  throw new OutboxFull(`${waiting} messages wait for redis already`);
}

const isOwn = (channel: string): boolean => channel === MODE_CHANNEL;
