import type { Feed } from "../feeds/feed.ts";
import { isOf } from "../feeds/is-wanted.ts";
import type { Live } from "../live.ts";
import { keyOf, type Topic, tellSubscribing } from "../redis/subscribing.ts";
import type { LiveSocket } from "./live-socket.ts";

/** After a socket's wishes have gone: ends its subscriptions that no other wish of it keeps, and what nobody wants of Redis any more. */
export function forgetTopics(live: Live, socket: LiveSocket, topics: readonly Topic[]): void {
  const { feeds, subscribing, parts } = live;
  const wishes = [...socket.wishes.values()];
  for (const feed of feedsOf(live, topics)) {
    if (wishes.some(({ topic }) => isOf(topic, feed.channel))) continue;
    feed.subscriptions.delete(socket.id);
    if (feed.subscriptions.size === 0) feeds.delete(feed.channel);
  }
  for (const topic of topics) {
    const wanted = subscribing.wanted.get(keyOf(topic));
    if (!wanted) continue;
    wanted.wishes -= 1;
    if (wanted.wishes === 0) subscribing.wanted.delete(keyOf(topic));
  }
  tellSubscribing(subscribing);
  void parts.syncSubscriptions(live);
}

function feedsOf({ feeds }: Live, topics: readonly Topic[]): readonly Feed[] {
  if (topics.some(({ kind }) => kind === "pattern")) return [...feeds.values()];
  return topics.flatMap(({ name }) => feeds.get(name) ?? []);
}
