import type { Live } from "../live.ts";
import type { Feed, Subscription } from "./feed.ts";
import { nowhere } from "./position.ts";

/** A client says that it has had what this process has not: either Redis knows it, too, or it is from the future, and all that there is is missing for it. */
export async function checkFuture(live: Live, feed: Feed, subscription: Subscription): Promise<void> {
  const { parts, log } = live;
  const positions = await parts.untilDone(live, () => parts.readPositions(live, [feed.channel]));
  if (!positions) return;
  const stands = positions.get(feed.channel) ?? nowhere;
  if (parts.isNumberedAnew(feed, stands)) parts.followNewNumbers(live, feed, stands);
  const position = Math.max(feed.known, stands.seq);
  feed.known = position;
  if (subscription.at > position) {
    log.info({ channel: feed.channel, after: subscription.at, position }, "a client goes on after what never was");
    subscription.at = 0;
    parts.tellGap(live, feed, subscription, { from: 1, to: position });
    subscription.at = position;
  }
  void parts.fillHole(live, feed);
  await parts.replay(live, feed, subscription);
}
