import type { Redis } from "ioredis";
import type { Live } from "../live.ts";
import type { Line } from "./line.ts";
import { TooLate } from "./within.ts";

/** Asks Redis for something. A connection that does not answer in time, or that the answer spoils, is let go. */
export async function askRedis<T>(live: Live, line: Line, ask: (client: Redis) => Promise<T>): Promise<T> {
  const { parts, config } = live;
  const client = await parts.within(config.commandTimeoutMs, () => parts.lineReady(live, line));
  try {
    return await parts.within(config.commandTimeoutMs, () => ask(client));
  } catch (error) {
    if (error instanceof TooLate) parts.loseLine(live, line, client, new Error("redis does not answer"));
    else if (parts.spoilsLine(error)) parts.loseLine(live, line, client, error as Error);
    throw error;
  }
}
