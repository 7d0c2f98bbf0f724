import { type ReadTopics, readTopics } from "./read-topics.ts";
import { malformed, type Refusal } from "./refusal.ts";
import type { After } from "./subscribe-socket.ts";

/** What a client has said on its socket: what can be done of it, and what cannot. */
export interface ReadWish extends ReadTopics {
  readonly type: "subscribe" | "unsubscribe";
  readonly after: After;
}

/** Reads what a client has said; a refusal when it means nothing at all. */
export function readWish(text: string): ReadWish | Refusal {
  const wish = objectOf(text);
  if (!wish) return malformed("a wish is a JSON object: this is none");
  const { type, channels = [], patterns = [], after = {} } = wish;
  if (type !== "subscribe" && type !== "unsubscribe") {
    return malformed('a wish has the type "subscribe" or "unsubscribe"');
  }
  if (!Array.isArray(channels) || !Array.isArray(patterns))
    return malformed("channels and patterns are lists of names");
  if (typeof after !== "object" || after === null) return malformed("after says the last number seen, by channel");
  const positions = Object.entries(after);
  if (!positions.every(([, seq]) => isPosition(seq))) return malformed("each number in after is a whole one, from 0");
  const { topics, refusals } = readTopics(channels, patterns);
  if (topics.length + refusals.length === 0) return malformed("a wish names a channel or a pattern");
  return { type, topics, refusals, after: { positions: new Map(positions as [string, number][]), isComplete: false } };
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const isPosition = (seq: unknown): boolean => Number.isSafeInteger(seq) && Number(seq) >= 0;
