import type { Live } from "../live.ts";
import type { Feed } from "./feed.ts";
import type { Message } from "./message.ts";

/** Whether a message is numbered by a Redis that has lost its memory, and that nobody has told up to where it had counted. */
export const isNumberedAnew = ({ last, epoch }: Feed, { seq, epoch: its }: Message): boolean =>
  last !== undefined && seq <= last && epoch !== undefined && epoch !== its;

/** Follows a channel from its new beginning. */
export function followNewNumbers({ log }: Live, feed: Feed): void {
  log.warn({ channel: feed.channel, last: feed.last }, "the numbers of a channel have begun anew");
  feed.last = 0;
  feed.known = 0;
  feed.held.clear();
  for (const subscription of feed.subscriptions.values()) subscription.at = 0;
}
