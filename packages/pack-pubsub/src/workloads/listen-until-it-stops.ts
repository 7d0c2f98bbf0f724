import { defineWorkload, type Workload } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { basics, endWell, gather, isStruck, noteStrike } from "./audience.ts";

/** Clients listen; one more comes, for a channel of its own (`lone`); the service is stopped, and every stream ends. */
export const listenUntilItStops = (): Workload =>
  defineWorkload(broadcast, {
    name: "listen until the service stops",
    uses: basics,
    async run(client) {
      const { onNews } = await gather(client, { sockets: 3, events: 3 });
      const opening = client.open("socket", { reader: "late", channels: ["lone"] });
      if (await isStruck(client)) await Promise.all(onNews.map(({ ended }) => ended));
      await client.heal(0);
      await opening;
    },
    probe: noteStrike,
    settle: endWell,
  });
