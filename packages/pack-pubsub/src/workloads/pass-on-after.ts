import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { broadcast } from "../capabilities/broadcast.ts";
import { endWell, gather, numbered, openListener, say } from "./audience.ts";
import { finish } from "./finish.ts";
import { type Need, partsFor } from "./parts-for.ts";

const MESSAGES = 3;

/** One more client comes, for a channel of its own (`lone`), which is when a fault may strike; nothing is published before it is in. */
export const passOnAfter = (...needs: readonly Need[]): Workload =>
  defineWorkload(broadcast, {
    name: `pass three messages on once a fault is in${needs.map((each) => `; needs ${each}`).join("")}`,
    ...partsFor(...needs),
    async run(client) {
      const audience = await gather(client);
      const opening = openListener(client, "late", "lone", "socket");
      await client.fault(0, "injected");
      await say(client, "news", numbered("m", MESSAGES));
      await opening;
      await finish(client, audience);
    },
    settle: endWell,
  });
