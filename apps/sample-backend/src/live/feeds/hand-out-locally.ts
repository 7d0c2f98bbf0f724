import type { Live } from "../live.ts";
import type { NewMessage } from "../publishing/outbox.ts";

/**
 * Gives a message that Redis cannot take to the sockets of this process, marked so; its number they are told later. Who is
 * still to be given what it has missed, or has not had all that waits before this, gets it in its turn when Redis has it:
 * later, but in order.
 */
export function handOutLocally(live: Live, message: NewMessage): void {
  const { parts, config } = live;
  const { channel, id, body, at } = message;
  const feed = parts.findFeed(live, channel);
  if (!feed) return;
  // What was published here before it and has not come back yet would come too late now.
  const { last } = feed;
  const own = [...feed.own.values()].filter(({ seq }) => last !== undefined && seq > last);
  const highest = own.reduce((most, { seq }) => Math.max(most, seq), 0);
  if (own.length > 0) parts.takeFound(live, feed, own, highest);
  const before = idBefore(live, message);
  const outgoing = { type: "message", channel, seq: null, id, body, at, via: "local" } as const;
  const text = JSON.stringify(outgoing);
  for (const { socket, state, localIds } of feed.subscriptions.values()) {
    if (state !== "following" || (before !== undefined && !localIds.has(before))) continue;
    localIds.add(id);
    for (const oldest of localIds) {
      if (localIds.size <= config.outboxMost) break;
      localIds.delete(oldest);
    }
    parts.sendTo(live, socket, outgoing, text);
  }
}

/** The message that waits for Redis just before this one: whoever has had that one locally has had all before it. What was pushed waits no more. */
function idBefore({ outbox: { lanes } }: Live, { channel, id }: NewMessage): string | undefined {
  const entries = lanes.get(channel)?.entries ?? [];
  const place = entries.findLastIndex(({ message }) => message.id === id);
  return entries.slice(0, Math.max(0, place)).findLast(({ seenAs }) => seenAs === undefined)?.message.id;
}
