import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { broadcast } from "../capabilities/broadcast.ts";
import { endWell, gather, isStruck, noteStrike } from "./audience.ts";
import { partsFor } from "./parts-for.ts";

/** Clients listen; one more comes, for a channel of its own (`lone`); the service is stopped, and every stream ends. */
export const listenUntilItStops = (): Workload =>
  defineWorkload(broadcast, {
    name: "listen until the service stops",
    ...partsFor(),
    async run(client) {
      const { onNews } = await gather(client, { sockets: 3, events: 3 });
      const reader = "late";
      const opening = client.offers("socket")
        ? client.open("socket", { reader, channels: ["lone"] })
        : client.open("events", { reader, channel: "lone" });
      if (await isStruck(client)) await Promise.all(onNews.map(({ ended }) => ended));
      await client.heal(0);
      await opening;
    },
    probe: noteStrike,
    settle: endWell,
  });
