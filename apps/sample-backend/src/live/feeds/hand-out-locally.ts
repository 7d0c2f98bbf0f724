import type { Live } from "../live.ts";
import type { NewMessage } from "../publishing/outbox.ts";

/** Gives a message that Redis cannot take to the sockets of this process, marked so; its number they are told later. */
export function handOutLocally(live: Live, { channel, id, body, at }: NewMessage): void {
  const { parts, config } = live;
  const feed = parts.findFeed(live, channel);
  if (!feed) return;
  // What is missing before it would come too late now, and is not known to come at all.
  if (feed.last !== undefined && feed.last < feed.known) parts.takeFound(live, feed, [], feed.known);
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
