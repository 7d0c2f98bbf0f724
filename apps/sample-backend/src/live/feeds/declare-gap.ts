import type { Live } from "../live.ts";
import type { Feed, Subscription } from "./feed.ts";

/** Tells everybody on a channel that messages are missing and will not come. */
export function declareGap(live: Live, feed: Feed, from: number, to: number): void {
  const { parts, counts, log } = live;
  counts.gaps += 1;
  log.warn({ channel: feed.channel, from, to }, "messages are missing");
  for (const subscription of feed.subscriptions.values()) {
    if (subscription.state === "following") parts.tellGap(live, feed, subscription, { from, to });
  }
}

/** Tells one socket that messages are missing, as far as it has not been given them. */
export function tellGap(
  live: Live,
  { channel }: Feed,
  subscription: Subscription,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  const first = Math.max(from, subscription.at + 1);
  if (first > to) return;
  subscription.at = to;
  live.parts.sendTo(live, subscription.socket, { type: "gap", channel, from: first, to });
}
