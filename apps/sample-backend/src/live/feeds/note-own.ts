import type { Live } from "../live.ts";
import type { Message } from "./message.ts";

/** Remembers what this process has published on a channel that it follows, until it has come back by the way that all messages come. */
export function noteOwn({ feeds, config, parts }: Live, message: Message): void {
  const feed = feeds.get(message.channel);
  if (!feed) return;
  const { own, last = 0 } = feed;
  for (const each of own.keys()) if (each <= last || own.size >= config.historyMost) own.delete(each);
  if (message.seq > last && !parts.isNumberedAnew(feed, message)) own.set(message.seq, message);
}
