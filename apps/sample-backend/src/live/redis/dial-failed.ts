import type { Live } from "../live.ts";
import { type Line, tellWaiting } from "./line.ts";

/** Draws the lessons from a dial that failed: told once in each outage, and the next one after a pause that grows. */
export function dialFailed(live: Live, line: Line, error: Error): void {
  if (line.isClosed) return;
  line.failures += 1;
  const level = line.failures === 1 ? "warn" : "debug";
  live.log[level]({ line: line.name, error: error.message }, "redis cannot be reached");
  live.parts.noteLine(live, line, "failed");
  live.parts.pauseThenDial(live, line);
  // Whoever waits is not to wait for a dial that may fail again.
  tellWaiting(line);
}
