import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { broadcast } from "../capabilities/broadcast.ts";
import { endWell, gather, say } from "./audience.ts";
import { finish } from "./finish.ts";
import { type Need, partsFor } from "./parts-for.ts";

/** Many listen; one message is published (`first`), and then the fault is waited out. */
export const waitOut = (...needs: readonly Need[]): Workload =>
  defineWorkload(broadcast, {
    name: `wait an outage out${needs.map((each) => `; needs ${each}`).join("")}`,
    ...partsFor(...needs),
    async run(client) {
      const audience = await gather(client, { sockets: 5, events: 5 });
      await say(client, "news", ["first"]);
      await client.fault(0, "healed");
      await finish(client, audience);
    },
    settle: endWell,
  });
