import type { Redis } from "ioredis";
import { sleep } from "../../clock.ts";
import type { Live } from "../live.ts";
import type { Line } from "./line.ts";
import { TooLate } from "./within.ts";

/** Asks both lines again and again whether they live, until the role stops: a connection that is dead but open is noticed by that alone. */
export async function beatWhile(live: Live): Promise<void> {
  const { parts, config, stopping, subscriptions, commands } = live;
  for (;;) {
    await sleep(config.heartbeatMs, stopping.signal);
    if (stopping.signal.aborted) return;
    await Promise.all([
      parts.beatLine(live, subscriptions, (client) => client.ping()),
      // A sign of life, and how messages that were lost on their way are noticed.
      parts.beatLine(live, commands, async () => parts.comparePositions(live, await parts.readPositions(live))),
    ]);
  }
}

/** Asks one line for a sign of life. Without any it is let go; an error is one, but no good one. */
export async function beatLine(live: Live, line: Line, ask: (client: Redis) => Promise<unknown>): Promise<void> {
  const { parts, config } = live;
  const { client } = line;
  if (!client) return;
  try {
    await parts.within(config.heartbeatMs, () => ask(client));
    parts.noteLine(live, line, "healthy");
  } catch (error) {
    if (error instanceof TooLate) parts.loseLine(live, line, client, new Error("redis gives no sign of life"));
    else parts.noteLine(live, line, "failed");
  }
}
