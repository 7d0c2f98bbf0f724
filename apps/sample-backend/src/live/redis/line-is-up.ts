import type { Redis } from "ioredis";
import type { Live } from "../live.ts";
import { type Line, tellWaiting } from "./line.ts";

/** The line can be used again: whoever waits for it goes on, and what was missed is fetched. */
export function lineIsUp(live: Live, line: Line, client: Redis): void {
  const { parts, log, subscribing } = live;
  // It may have been ended in the same breath; that was told while nobody stood on it yet.
  if (client.status !== "ready") {
    if (line.name === "subscriptions") subscribing.confirmed.clear();
    return parts.dialFailed(live, line, new Error("the connection was closed at once"));
  }
  line.client = client;
  if (line.failures > 0) log.info({ line: line.name, dials: line.failures + 1 }, "redis can be reached again");
  line.failures = 0;
  parts.noteLine(live, line, "healthy");
  tellWaiting(line);
  if (line.name === "commands") return;
  void parts.syncSubscriptions(live);
  void parts.catchUp(live);
}
