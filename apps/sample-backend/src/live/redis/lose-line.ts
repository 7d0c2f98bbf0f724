import type { Redis } from "ioredis";
import type { Live } from "../live.ts";
import type { Line } from "./line.ts";

/** A connection broke, or is taken for dead: it is let go, and the line dialled anew. */
export function loseLine(live: Live, line: Line, client: Redis, error: Error): void {
  if (line.client !== client) return;
  line.client = undefined;
  client.disconnect();
  if (line.isClosed) return;
  if (line.name === "subscriptions") live.subscribing.confirmed.clear();
  live.log.info({ line: line.name, error: error.message }, "connection to redis lost");
  live.parts.noteLine(live, line, "failed");
  live.parts.pauseThenDial(live, line);
}
