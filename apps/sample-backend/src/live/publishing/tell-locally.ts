import type { Live } from "../live.ts";
import { MODE_CHANNEL } from "../sockets/tell-mode.ts";
import { type Entry, entryKey, type Lane } from "./outbox.ts";

/** Hands a message that Redis does not take to the local sockets, and answers its publisher so; unless it was pushed, since then Redis has it and only the answer was lost. */
export function tellLocally(live: Live, lane: Lane, entry: Entry): void {
  const { parts, counts, log, outbox, degradation } = live;
  if (entry.seenAs !== undefined) {
    lane.entries.splice(lane.entries.indexOf(entry), 1);
    outbox.entries.delete(entryKey(entry.message));
    entry.settle({ seq: entry.seenAs, via: "broker", receivers: null });
    return;
  }
  entry.isToldLocally = true;
  const { channel, id } = entry.message;
  if (channel !== MODE_CHANNEL) {
    counts.toldLocally += 1;
    log.info({ channel, id }, "redis does not take a message: local sockets get it now, redis later");
  }
  parts.handOutLocally(live, entry.message);
  degradation.note("sockets", "healthy");
  entry.settle({ seq: null, via: "local", receivers: null });
}
