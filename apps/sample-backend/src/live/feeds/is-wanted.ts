import type { Live } from "../live.ts";
import { keyOf, type Topic } from "../redis/subscribing.ts";

/** Whether somebody here wants to hear of a channel, by its name or by a pattern. */
export function isWanted({ subscribing: { wanted } }: Live, channel: string): boolean {
  if (wanted.has(keyOf({ kind: "channel", name: channel }))) return true;
  for (const topic of wanted.values()) if (topic.kind === "pattern" && isOf(topic, channel)) return true;
  return false;
}

/** Whether a channel belongs to a topic. Patterns know `*` for any text and `?` for any one character. */
export function isOf({ kind, name }: Topic, channel: string): boolean {
  if (kind === "channel") return name === channel;
  const text = name
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${text}$`, "s").test(channel);
}
