import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { broadcast } from "../capabilities/broadcast.ts";
import { endWell, gather, say } from "./audience.ts";
import { finish } from "./finish.ts";
import { partsFor } from "./parts-for.ts";

/** After one message (`first`) nothing is published until the fault is over. */
export const listenInSilence = (): Workload =>
  defineWorkload(broadcast, {
    name: "listen while nothing is published",
    ...partsFor("events", "keepAliveMs"),
    async run(client) {
      const audience = await gather(client);
      await say(client, "news", ["first"]);
      await client.fault(0, "healed");
      await finish(client, audience);
    },
    settle: endWell,
  });
