import { defineWorkload, type Workload } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { basics, channelsOf, endWell, finish, gather, say, sayToAll } from "./audience.ts";
import { lookUntilBack, steadySubscriptions } from "./subscriptions.ts";

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
