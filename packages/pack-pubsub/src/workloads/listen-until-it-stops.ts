import { defineWorkload, type Workload } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { basics, endWell, gather, isStruck, noteStrike, say } from "./audience.ts";

/** Clients listen, a message is published (`first`), and the service is stopped. */
export const listenUntilItStops = (): Workload =>
  defineWorkload(broadcast, {
    name: "listen until the service stops",
    uses: basics,
    async run(client) {
      const { onNews } = await gather(client, { sockets: 3, events: 3 });
      await say(client, "news", ["first"]);
      await client.fault(0, "injected");
      if (isStruck(client)) await Promise.all(onNews.map(({ ended }) => ended));
      await client.heal(0);
    },
    probe: noteStrike,
    settle: endWell,
  });
