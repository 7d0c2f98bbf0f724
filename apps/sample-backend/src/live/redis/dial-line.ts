import type { Redis } from "ioredis";
import type { Live } from "../live.ts";
import type { Line } from "./line.ts";

/** Opens one connection and brings it to where it can be used, all within the time for connecting. Rejects with the reason. */
export async function dialLine(live: Live, line: Line): Promise<Redis> {
  const { parts, config } = live;
  const client = parts.createClient(config);
  line.dialling = client;
  let reason: Error | undefined;
  // ioredis tells the reason here; its promise says no more than that the connection is closed.
  client.on("error", (error) => {
    reason ??= error;
  });
  client.on("close", () => parts.loseLine(live, line, client, reason ?? new Error("the connection was closed")));
  try {
    await parts.within(config.connectTimeoutMs, async () => {
      await client.connect();
      await parts.greetServer(live, line, client);
    });
    return client;
  } catch (error) {
    client.disconnect();
    throw reason ?? error;
  } finally {
    line.dialling = undefined;
  }
}
