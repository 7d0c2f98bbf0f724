import type { Live } from "../live.ts";
import type { NewMessage } from "../publishing/outbox.ts";

/** Remembers what this process has published on a channel that it follows, until it has come back by the way that all messages come. */
export function noteOwn({ feeds, config }: Live, message: NewMessage, seq: number): void {
  const feed = feeds.get(message.channel);
  if (!feed) return;
  const { own, last = 0, epoch = "" } = feed;
  for (const each of own.keys()) if (each <= last || own.size >= config.historyMost) own.delete(each);
  if (seq > last) own.set(seq, { ...message, seq, epoch });
}
