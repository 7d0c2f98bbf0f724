import type { Live } from "../live.ts";
import { readMessage } from "./message.ts";

/** Takes in one message as Redis pushed it; anything else that somebody publishes there is told in the log. */
export function takePush(live: Live, text: string): void {
  const { parts, log } = live;
  const message = readMessage(text);
  if (!message) return log.warn({ text: text.slice(0, 100) }, "something was pushed that is no message");
  parts.noteSeen(live, message);
  const feed = parts.findFeed(live, message.channel);
  if (feed) parts.takeMessage(live, feed, message);
}
