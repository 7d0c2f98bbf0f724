import type { Live } from "../live.ts";
import { entryKey } from "./outbox.ts";

/** Nothing more can be taken on. */
export class OutboxFull extends Error {
  override readonly name = "OutboxFull";
}

/** Makes room for one more message: the oldest one that local sockets have is given up for all others, who will notice by its number. Throws `OutboxFull` when there is none. */
export function makeRoom(live: Live): void {
  const { outbox, config, counts, log, degradation } = live;
  if (outbox.entries.size < config.outboxMost) return;
  degradation.note("publishing", { isCarried: false });
  for (const lane of outbox.lanes.values()) {
    // The first of a lane is on its way.
    const at = lane.entries.findIndex(({ isToldLocally }, place) => place > 0 && isToldLocally);
    const [entry] = at < 0 ? [] : lane.entries.splice(at, 1);
    if (!entry) continue;
    outbox.entries.delete(entryKey(entry.message));
    lane.skipped += 1;
    counts.dropped += 1;
    log.warn({ channel: lane.channel, id: entry.message.id }, "a message was given up: too many wait for redis");
    return;
  }
  throw new OutboxFull(`${outbox.entries.size} messages wait for redis already`);
}
