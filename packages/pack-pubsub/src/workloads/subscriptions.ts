import { breathe } from "./audience.ts";
import type { BroadcastClient } from "./parts-for.ts";

const PACE_MS = 20;
/** Recovery has its own promise; here it is only found out whether they come back at all. */
const TIMES_AS_LONG = 5;

/** What the broker says of its subscribers, where it can be asked, in an order of its own, so that two looks can be compared. */
async function look(client: BroadcastClient): Promise<string> {
  if (!client.offers("subscriptions")) return "";
  const { channels, patterns } = await client.observe("subscriptions", {});
  const counts = channels.map(({ channel, subscribers }) => `${channel}: ${subscribers}`).sort();
  return [...counts, patterns].join("\n");
}

/** Looks at the subscriptions until they are what they were, or must have been for long. */
export async function lookUntilBack(client: BroadcastClient, before: string): Promise<void> {
  const looks = (TIMES_AS_LONG * (client.promised("recoverWithinMs") ?? 0)) / PACE_MS;
  for (let count = 0; count < looks; count++) {
    if ((await look(client)) === before) return;
    await breathe(client);
  }
}

/** The subscriptions once two looks one after the other show the same. */
export async function steadySubscriptions(client: BroadcastClient): Promise<string> {
  for (let last = await look(client); ; ) {
    await breathe(client);
    const now = await look(client);
    if (now === last) return now;
    last = now;
  }
}
