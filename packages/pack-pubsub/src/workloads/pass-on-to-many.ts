import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { broadcast } from "../capabilities/broadcast.ts";
import { channelsOf, endWell, gather, numbered, say, sayToAll } from "./audience.ts";
import { finish } from "./finish.ts";
import { partsFor } from "./parts-for.ts";
import { lookUntilBack, steadySubscriptions } from "./subscriptions.ts";

/** So many that numbers which begin again do not soon reach those that have been seen. */
const BEFORE = 3;

/** Clients listen to several channels, and to rooms by a pattern, as far as the service lets them; each channel gets messages (`before1` …, `first`), and once the fault is over two more. */
export const passOnToMany = (): Workload =>
  defineWorkload(broadcast, {
    name: "pass messages of many channels on",
    ...partsFor(),
    async run(client) {
      const audience = await gather(client, { rooms: true });
      await Promise.all(channelsOf(audience).map(([channel]) => say(client, channel, numbered("before", BEFORE))));
      const before = await steadySubscriptions(client);
      await Promise.all(channelsOf(audience).map(([channel]) => say(client, channel, ["first"])));
      await client.heal(0);
      await finish(client, audience);
      await lookUntilBack(client, before);
      await sayToAll(client, audience, "after");
    },
    settle: endWell,
  });
