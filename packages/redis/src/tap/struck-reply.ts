import type { RedisRule } from "../rules/redis-rule.ts";
import { encodeError } from "../wire/encode.ts";
import { truncateValue } from "../wire/truncate-value.ts";

/** What the client gets of a reply that a rule has struck, and how its connection ends behind that. */
export interface StruckReply {
  readonly bytes: Buffer;
  readonly end?: "rst" | "fin";
}

/** What a rule makes of a whole reply. */
export function struckReply({ error, closes, cut, items }: RedisRule, answer: Buffer): StruckReply {
  if (error !== undefined) return { bytes: encodeError(error), ...(closes && { end: "fin" }) };
  if (cut === "unanswered") return { bytes: Buffer.alloc(0), end: "rst" };
  if (cut === "answered") return { bytes: answer, end: "fin" };
  const left = items === undefined ? undefined : truncateValue(answer, items);
  if (cut === "inside") return { bytes: left?.beginning ?? answer.subarray(0, answer.length >> 1), end: "fin" };
  return { bytes: left?.shorter ?? answer };
}
