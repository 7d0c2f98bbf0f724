import type { Live } from "../live.ts";
import type { Feed, Subscription } from "./feed.ts";

/** Begins to give a socket what is on a channel, first what it has missed, as soon as it is known where the channel stands and the client has been told. */
export function startSubscription(live: Live, feed: Feed, subscription: Subscription): void {
  if (subscription.state !== "wished" || !subscription.isInForce || feed.last === undefined) return;
  const { after = feed.last } = subscription;
  subscription.at = after;
  if (after === feed.last) {
    subscription.state = "following";
    return;
  }
  subscription.state = "replaying";
  void (after > feed.known
    ? live.parts.checkFuture(live, feed, subscription)
    : live.parts.replay(live, feed, subscription));
}
