import type { Live } from "../live.ts";
import type { Feed, Subscription } from "./feed.ts";
import type { Message } from "./message.ts";
import type { Position } from "./position.ts";

/** What a number is of. */
type Origin = Pick<Message | Position, "epoch" | "floor">;

/** Whether a number is by a Redis that has lost its memory, and that nobody has told up to where it had counted: its epoch went on from before what was handed out. */
export const isNumberedAnew = ({ last, epoch }: Feed, { epoch: its, floor = 0 }: Origin): boolean =>
  last !== undefined && Boolean(its) && its !== epoch && floor < last;

/** Follows a channel from where its new epoch begins. What is known of the old one and was not handed out is, or is declared missing. */
export function followNewNumbers(live: Live, feed: Feed, { epoch, floor = 0 }: Origin): void {
  const { parts, log, outbox } = live;
  log.warn({ channel: feed.channel, last: feed.last, floor }, "the numbers of a channel have begun anew");
  if (feed.last !== undefined && feed.last < feed.known) parts.takeFound(live, feed, [], feed.known);
  const end = feed.last ?? 0;
  feed.last = floor;
  feed.known = floor;
  feed.lagging = undefined;
  feed.held.clear();
  feed.own.clear();
  outbox.floors.delete(feed.channel);
  enterEpoch(feed, epoch);
  for (const subscription of feed.subscriptions.values()) {
    if (subscription.state === "replaying") {
      parts.tellGap(live, feed, subscription, { from: subscription.at + 1, to: end });
    }
    noteHad(feed, subscription, floor);
    subscription.at = floor;
  }
  feed.handedOut.clear();
}

/** Of what Redis has forgotten, something may be published again: whoever had it is told its new number, and nothing more. */
function noteHad({ handedOut }: Feed, { at, localIds }: Subscription, floor: number): void {
  for (const [seq, id] of handedOut) if (seq > floor && seq <= at) localIds.add(id);
}

/** Follows the new numbers if one of these messages, read just now, has one; false when none has. */
export function followIfAnew(live: Live, feed: Feed, messages: readonly Message[]): boolean {
  const anew = messages.find((message) => live.parts.isNumberedAnew(feed, message));
  if (!anew) return false;
  live.parts.followNewNumbers(live, feed, anew);
  feed.known = Math.max(feed.known, anew.seq);
  return true;
}

/** Notes of which epoch the last number is. */
export function enterEpoch(feed: Feed, epoch: string | undefined): void {
  if (!epoch || epoch === feed.epoch) return;
  feed.was = feed.epoch;
  feed.epoch = epoch;
}
