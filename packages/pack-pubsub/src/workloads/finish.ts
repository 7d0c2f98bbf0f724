import { type Audience, askForHealth, breathe, channelsOf, type Listener, say, sayToAll } from "./audience.ts";
import type { BroadcastClient } from "./parts-for.ts";

/** Messages by which it is found out who hears again. */
const BACK = "back ";
/** As long as the harness waits between two looks, ms. */
const PACE_MS = 20;
/** Recovery has its own promise; here it is only found out whether they come back at all. */
const TIMES_AS_LONG = 5;

/** Publishes to `news` (`again 1`, `again 2` …) until the broker takes a message. */
export async function sayUntilBrokerTakes(client: BroadcastClient): Promise<void> {
  for (let count = 1; ; count++) {
    const answer = await client.call("publish", { channel: "news", id: `again ${count}`, body: "a message" });
    if (answer.ok && answer.output.via !== "local") return;
    await breathe(client);
  }
}

/**
 * Publishes to each channel (`back 1`, `back 2` …) until everybody who listens to it has one: what a service that does not
 * catch up publishes before it listens again arrives nowhere. False: that took too long, and nobody is waited for any more.
 */
async function sayUntilHeard(client: BroadcastClient, audience: Audience): Promise<boolean> {
  const withinMs = client.promised("recoverWithinMs");
  const tries = withinMs === undefined ? Number.POSITIVE_INFINITY : (TIMES_AS_LONG * withinMs) / PACE_MS;
  const areBack = await Promise.all(
    channelsOf(audience).map(async ([channel, listeners]) => {
      const isBack = ({ items }: Listener): boolean =>
        items.some((item) => item.channel === channel && item.id?.startsWith(BACK));
      for (let count = 1; count <= tries && !listeners.every(isBack); count++) {
        await say(client, channel, [`${BACK}${count}`]);
        await client.pause();
      }
      return listeners.every(isBack);
    }),
  );
  return areBack.every(Boolean);
}

/** Waits until messages pass through the broker again, and everybody has the last of each channel (`end`). */
export async function finish(client: BroadcastClient, audience: Audience): Promise<void> {
  await sayUntilBrokerTakes(client);
  if (client.promised("catchUpWithinMs") === undefined && !(await sayUntilHeard(client, audience))) return;
  await sayToAll(client, audience, "end");
  await askForHealth(client);
}
