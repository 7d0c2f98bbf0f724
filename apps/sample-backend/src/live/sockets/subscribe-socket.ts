import { type Feed, newFeed, newSubscription } from "../feeds/feed.ts";
import { isOf } from "../feeds/is-wanted.ts";
import { nowhere } from "../feeds/position.ts";
import type { Live } from "../live.ts";
import { keyOf, type Topic, whenConfirmed } from "../redis/subscribing.ts";
import type { LiveSocket, Wish } from "./live-socket.ts";

/** Up to where a client has had its channels. */
export interface After {
  /** The last number, by channel. */
  readonly positions: ReadonlyMap<string, number>;
  /** A channel that is not named has not been seen at all; otherwise nothing is known of it, and it begins with what comes now. */
  readonly isComplete: boolean;
}

/** Lets a socket hear of channels and patterns: it is told when all of it stands, and is then given what it has missed and what comes. */
export async function subscribeSocket(
  live: Live,
  socket: LiveSocket,
  topics: readonly Topic[],
  after: After,
): Promise<void> {
  const { parts, subscribing, feeds } = live;
  const wishes = topics.map((topic) => parts.wishFor(live, socket, topic));
  for (const { kind, name } of topics) if (kind === "channel") joinFeed(live, socket, name, after);
  const patterns = topics.filter(({ kind }) => kind === "pattern");
  subscribing.opening += patterns.length;
  void parts.syncSubscriptions(live);
  await Promise.all(topics.map((topic) => whenConfirmed(subscribing, topic)));
  const isStill = (wish: Wish): boolean => socket.wishes.get(keyOf(wish.topic)) === wish;
  await Promise.all(
    wishes.filter(isStill).map(async ({ topic: { kind, name } }) => {
      const feed = kind === "channel" && feeds.get(name);
      if (feed) await parts.establishFeed(live, feed);
    }),
  );
  if (patterns.length > 0) await parts.openPatterns(live, socket, patterns, after);
  subscribing.opening -= patterns.length;
  parts.putInForce(live, socket, wishes.filter(isStill));
}

/** Notes what a socket wishes for, once more if it wishes for it already. */
export function wishFor({ subscribing: { wanted } }: Live, socket: LiveSocket, topic: Topic): Wish {
  const key = keyOf(topic);
  const wish = socket.wishes.get(key) ?? { topic, unanswered: 0, isInForce: false };
  wish.unanswered += 1;
  if (socket.wishes.has(key)) return wish;
  socket.wishes.set(key, wish);
  const entry = wanted.get(key);
  if (entry) entry.wishes += 1;
  else wanted.set(key, { ...topic, wishes: 1 });
  return wish;
}

/** Follows every channel that there is of the patterns, in Redis or here, from where it stands now. */
export async function openPatterns(
  live: Live,
  socket: LiveSocket,
  patterns: readonly Topic[],
  after: After,
): Promise<void> {
  const { parts } = live;
  const positions = await parts.untilDone(live, () => parts.readPositions(live, "all"));
  for (const [channel, position] of positions ?? []) {
    if (!patterns.some((topic) => isOf(topic, channel))) continue;
    joinFeed(live, socket, channel, after);
    const feed = live.feeds.get(channel);
    if (feed) parts.beginFeed(live, feed, position);
  }
  // Channels that others here wish for by name may have had no message yet; and none had those that came to be since Redis was asked.
  for (const feed of [...live.feeds.values()]) {
    if (!patterns.some((topic) => isOf(topic, feed.channel))) continue;
    joinFeed(live, socket, feed.channel, after);
    if (positions) parts.beginFeed(live, feed, nowhere);
  }
}

function joinFeed(live: Live, socket: LiveSocket, channel: string, after: After): void {
  if (!live.sockets.has(socket)) return;
  const feed = live.feeds.get(channel) ?? live.parts.followFeed(live, newFeed(channel));
  if (feed.subscriptions.get(socket.id)?.isInForce) return;
  const position = after.positions.get(channel) ?? (after.isComplete ? 0 : undefined);
  feed.subscriptions.set(socket.id, newSubscription(socket, position));
}

/** Tells a socket that its wishes stand, and begins with what it has missed. */
export function putInForce(live: Live, socket: LiveSocket, wishes: readonly Wish[]): void {
  const { parts, feeds, sockets } = live;
  if (!sockets.has(socket)) return;
  const feedsOf = (topic: Topic): readonly Feed[] => [...feeds.values()].filter(({ channel }) => isOf(topic, channel));
  for (const wish of wishes) {
    wish.isInForce = true;
    const positions = feedsOf(wish.topic).map(({ channel, last = 0, subscriptions }): [string, number] => [
      channel,
      subscriptions.get(socket.id)?.after ?? last,
    ]);
    parts.answerWish(live, socket, wish, Object.fromEntries(positions));
  }
  for (const feed of new Set(wishes.flatMap(({ topic }) => feedsOf(topic)))) {
    const subscription = feed.subscriptions.get(socket.id);
    if (!subscription) continue;
    subscription.isInForce = true;
    parts.startSubscription(live, feed, subscription);
  }
}
