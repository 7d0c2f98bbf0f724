import type { Live } from "../live.ts";
import type { Given } from "./give-to-redis.ts";
import type { Lane, NewMessage } from "./outbox.ts";

/** One try to give a message to Redis; whether it succeeds says how publishing is. */
export async function tryToGive(live: Live, lane: Lane, message: NewMessage): Promise<Given> {
  const { parts, degradation } = live;
  try {
    return await parts.giveToRedis(live, lane, message);
  } catch (error) {
    degradation.note("publishing", "failed");
    throw error;
  }
}
