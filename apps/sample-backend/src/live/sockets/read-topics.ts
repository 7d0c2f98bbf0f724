import type { Topic } from "../redis/subscribing.ts";
import type { Refusal } from "./refusal.ts";
import { faultOfChannel, faultOfPattern } from "./topic-name.ts";

/** What can be listened to of what was named, and what cannot. */
export interface ReadTopics {
  readonly topics: readonly Topic[];
  readonly refusals: readonly Refusal[];
}

/** Sorts names into what can be listened to and what cannot. */
export function readTopics(channels: readonly unknown[], patterns: readonly unknown[]): ReadTopics {
  const topics: Topic[] = [];
  const refusals: Refusal[] = [];
  const sort = (kind: Topic["kind"], name: unknown, error: string | undefined): void => {
    if (error === undefined) topics.push({ kind, name: String(name) });
    else refusals.push({ code: "INVALID_CHANNEL", error, ...(typeof name === "string" && { channel: name }) });
  };
  for (const name of new Set(channels)) sort("channel", name, faultOfChannel(name));
  for (const name of new Set(patterns)) sort("pattern", name, faultOfPattern(name));
  return { topics, refusals };
}
