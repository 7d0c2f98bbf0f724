import type { Redis } from "ioredis";
import type { Live } from "../live.ts";

/** Takes in what Redis pushes on a connection. */
export function listenForPushes(live: Live, client: Redis): void {
  client.on("message", (_channel, text) => live.parts.takePush(live, text));
  client.on("pmessage", (_pattern, _channel, text) => live.parts.takePush(live, text));
}
