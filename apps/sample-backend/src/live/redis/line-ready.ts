import type { Redis } from "ioredis";
import type { Live } from "../live.ts";
import type { Line } from "./line.ts";

/** The connection of a line. While it was lost just now this waits for the next dial; when that has failed it rejects at once. */
export function lineReady(_live: Live, line: Line): Promise<Redis> {
  const { client, failures, isClosed, waiting } = line;
  if (client) return Promise.resolve(client);
  if (isClosed) return Promise.reject(new Error("the service is stopping"));
  if (failures > 0) return Promise.reject(new Error(`redis cannot be reached: ${failures} dials in a row have failed`));
  return new Promise((resolve, reject) => {
    const look = (): void => {
      waiting.delete(look);
      if (line.client) resolve(line.client);
      else reject(new Error("redis cannot be reached: the dial has failed"));
    };
    waiting.add(look);
  });
}
