import type { DependencyStream, Json } from "@chaos-packs/contract/kind";
import type { RedisOwn } from "../server/redis-own.ts";

/** What is listened to, and how a message is read. */
export interface SubscriptionOptions {
  /** The target's name of the dependency; default `redis`. */
  readonly dependency?: string;
  /** A channel, or a pattern of channels (`job:*`). */
  readonly pattern: string;
  /** Reads a message into what the observation is to hold; undefined leaves it out. Default: its text as JSON. */
  readonly read?: (message: string, channel: string) => Json | undefined;
}

/** A stream of what is published, over the harness's own subscriber, on which no fault ever is. */
export const subscription = ({
  dependency = "redis",
  pattern,
  read = readJson,
}: SubscriptionOptions): DependencyStream => ({
  from: "dependency",
  dependency,
  subscribe: (own: RedisOwn, emit: (value: Json) => void) =>
    own.subscribe(pattern, (message, channel) => {
      const value = read(message, channel);
      if (value !== undefined) emit(value);
    }),
});

function readJson(message: string): Json {
  try {
    return JSON.parse(message) as Json;
  } catch {
    // Text that is no JSON is a message, too, and an invariant may want to say so.
    return message;
  }
}
