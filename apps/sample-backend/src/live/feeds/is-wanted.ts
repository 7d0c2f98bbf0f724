import type { Live } from "../live.ts";
import { keyOf, type Topic } from "../redis/subscribing.ts";
import { matchesPattern } from "./matches-pattern.ts";

/** Whether somebody here wants to hear of a channel, by its name or by a pattern. */
export function isWanted({ subscribing: { wanted } }: Live, channel: string): boolean {
  if (wanted.has(keyOf({ kind: "channel", name: channel }))) return true;
  for (const topic of wanted.values()) if (topic.kind === "pattern" && isOf(topic, channel)) return true;
  return false;
}

/** Whether a channel belongs to a topic. */
export const isOf = ({ kind, name }: Topic, channel: string): boolean =>
  kind === "channel" ? name === channel : matchesPattern(name, channel);
