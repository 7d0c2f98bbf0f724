import type { Json } from "@chaos-packs/contract/kind";
import { isPushed, type PushedMessage } from "../tap/pushed-message.ts";
import type { RedisMessage } from "../tap/redis-message.ts";

/** The body of a pushed message, or the last argument of a command, decoded; text when it is not JSON. */
export function payloadOf(message: RedisMessage | PushedMessage): Json {
  const text = isPushed(message) ? message.payload : (message.args.at(-1) ?? "");
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
