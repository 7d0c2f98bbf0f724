import { defineWorkload, type Workload } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import {
  type BroadcastClient,
  basics,
  breathe,
  channelsOf,
  endWell,
  finish,
  gather,
  say,
  sayToAll,
} from "./audience.ts";

const PACE_MS = 20;

/** Looks at the subscriptions until they are what they were, or the time in which they must be is over. */
async function lookUntilBack(client: BroadcastClient, before: string): Promise<void> {
  const looks = client.trait("recoverWithinMs") / PACE_MS;
  for (let count = 0; count < looks; count++) {
    if (JSON.stringify(await client.observe("subscriptions", {})) === before) return;
    await breathe(client);
  }
}

/** The subscriptions once two looks one after the other show the same. */
async function steadySubscriptions(client: BroadcastClient): Promise<string> {
  let last = JSON.stringify(await client.observe("subscriptions", {}));
  for (;;) {
    await breathe(client);
    const now = JSON.stringify(await client.observe("subscriptions", {}));
    if (now === last) return now;
    last = now;
  }
}

/** Clients listen to several channels, and to rooms by a pattern; each channel gets a message (`first`), and once the fault is over two more. */
export const passOnToMany = (): Workload =>
  defineWorkload(broadcast, {
    name: "pass messages of many channels on",
    uses: basics,
    async run(client) {
      const audience = await gather(client, { rooms: true });
      const before = await steadySubscriptions(client);
      await Promise.all(channelsOf(audience).map(([channel]) => say(client, channel, ["first"])));
      await client.heal(0);
      await finish(client, audience);
      await lookUntilBack(client, before);
      await sayToAll(client, audience, "after");
    },
    settle: endWell,
  });
