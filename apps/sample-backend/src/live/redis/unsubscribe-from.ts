import type { Redis } from "ioredis";
import type { Live } from "../live.ts";
import { keyOf, type Topic } from "./subscribing.ts";

/** Unsubscribes from topics; resolves when Redis has confirmed it. */
export async function unsubscribeFrom(live: Live, client: Redis, topics: readonly Topic[]): Promise<void> {
  const { subscribing, config } = live;
  await Promise.all(
    topics.map(async (topic) => {
      const name = `${config.prefix}${topic.name}`;
      // From now on: whoever wishes for it again meanwhile waits until it is subscribed anew.
      subscribing.confirmed.delete(keyOf(topic));
      await (topic.kind === "channel" ? client.unsubscribe(name) : client.punsubscribe(name));
    }),
  );
}
