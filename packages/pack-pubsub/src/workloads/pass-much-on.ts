import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { broadcast } from "../capabilities/broadcast.ts";
import { endWell, gather, numbered, openListener, say } from "./audience.ts";
import { finish } from "./finish.ts";
import { type Need, partsFor } from "./parts-for.ts";

const MESSAGES = 20;

/** Twenty messages each (`m1` …) to `news` and `sport`, to both at once, in each one after the other. */
export const passMuchOn = (...needs: readonly Need[]): Workload =>
  defineWorkload(broadcast, {
    name: `pass twenty messages on in two channels${needs.map((each) => `; needs ${each}`).join("")}`,
    ...partsFor(...needs),
    async run(client) {
      const gathered = await gather(client);
      // Who has no sockets has a stream of its own for each channel.
      const onSport = gathered.onSport.length > 0 ? gathered.onSport : [await openListener(client, "t1", "sport")];
      const audience = { ...gathered, onSport };
      await Promise.all(["news", "sport"].map((channel) => say(client, channel, numbered("m", MESSAGES))));
      await finish(client, audience);
    },
    settle: endWell,
  });
