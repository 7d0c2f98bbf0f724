import { sleep } from "../../clock.ts";
import type { Live } from "../live.ts";
import type { Lane } from "./outbox.ts";

/** Gives the messages of a channel to Redis, one after the other, until none waits. While it fails they go to local sockets, and it is tried again after a pause that grows. */
export async function drainLane(live: Live, lane: Lane): Promise<void> {
  const { parts, outbox, publishing, commands, config, stopping, log } = live;
  if (lane.isDraining) return;
  lane.isDraining = true;
  let failures = 0;
  for (let [first] = lane.entries; first && !stopping.signal.aborted; [first] = lane.entries) {
    const entry = first;
    try {
      const given = await publishing.execute(() => parts.giveToRedis(live, entry), stopping.signal);
      failures = 0;
      parts.wasGiven(live, lane, entry, given);
    } catch (error) {
      failures += 1;
      log.debug({ channel: lane.channel, failures, error: (error as Error).message }, "redis does not take a message");
      lane.isFailing = true;
      parts.noteLine(live, commands, "failed");
      for (const each of [...lane.entries]) if (!each.isToldLocally) parts.tellLocally(live, lane, each);
      await sleep(parts.pauseBefore(failures, config.backoff), stopping.signal);
    }
  }
  lane.isDraining = false;
  if (lane.entries.length + lane.skipped === 0) outbox.lanes.delete(lane.channel);
}
