import type { Redis } from "ioredis";
import type { Live } from "../live.ts";
import { keyOf, type Topic, tellSubscribing } from "./subscribing.ts";

/** Subscribes to topics, each with a command of its own; resolves when Redis has confirmed all of them, and none counts before: the connection may yet fail. */
export async function subscribeTo(live: Live, client: Redis, topics: readonly Topic[]): Promise<void> {
  const { subscribing, config } = live;
  await Promise.all(
    topics.map(async (topic) => {
      const name = `${config.prefix}${topic.name}`;
      await (topic.kind === "channel" ? client.subscribe(name) : client.psubscribe(name));
    }),
  );
  if (client.status !== "ready") throw new Error("the connection was closed when it had subscribed");
  for (const topic of topics) subscribing.confirmed.add(keyOf(topic));
  tellSubscribing(subscribing);
}
