import type { Live } from "../live.ts";
import type { NewMessage } from "../publishing/outbox.ts";

/** Gives a message that Redis cannot take to the sockets of this process, marked so; its number they are told later. */
export function handOutLocally(live: Live, { channel, id, body, at }: NewMessage): void {
  const { parts, config } = live;
  const feed = parts.findFeed(live, channel);
  if (!feed) return;
  // What was published before it and has not come back yet would come too late now.
  const { last } = feed;
  const own = [...feed.own.values()].filter(({ seq }) => last !== undefined && seq > last);
  const known = own.reduce((most, { seq }) => Math.max(most, seq), feed.known);
  if (last !== undefined && last < known) parts.takeFound(live, feed, own, known);
  const outgoing = { type: "message", channel, seq: null, id, body, at, via: "local" } as const;
  const text = JSON.stringify(outgoing);
  for (const { socket, localIds } of feed.subscriptions.values()) {
    localIds.add(id);
    for (const oldest of localIds) {
      if (localIds.size <= config.outboxMost) break;
      localIds.delete(oldest);
    }
    parts.sendTo(live, socket, outgoing, text);
  }
}
