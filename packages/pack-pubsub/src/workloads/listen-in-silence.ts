import { defineWorkload, type Workload } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { basics, endWell, finish, gather, say } from "./audience.ts";

const SIGNS = 3;

/** After one message (`first`) nothing is published until each client has had three signs of life. */
export const listenInSilence = (): Workload =>
  defineWorkload(broadcast, {
    name: "listen while nothing is published",
    uses: basics,
    async run(client) {
      const audience = await gather(client);
      await say(client, "news", ["first"]);
      await client.fault(0, "injected");
      await Promise.all(
        audience.onNews.map((listener) => {
          const had = listener.items.length;
          return listener.until((items) => items.slice(had).filter(({ type }) => type === "alive").length >= SIGNS);
        }),
      );
      await client.heal(0);
      await finish(client, audience);
    },
    settle: endWell,
  });
