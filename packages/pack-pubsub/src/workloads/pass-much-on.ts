import { defineWorkload, type Workload } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { endWell, finish, gather, numbered, partsFor, say } from "./audience.ts";

const MESSAGES = 20;

/** Twenty messages each (`m1` …) to `news` and `sport`, to both at once, in each one after the other. */
export const passMuchOn = (): Workload =>
  defineWorkload(broadcast, {
    name: "pass twenty messages on in two channels",
    ...partsFor(),
    async run(client) {
      const audience = await gather(client);
      await Promise.all(["news", "sport"].map((channel) => say(client, channel, numbered("m", MESSAGES))));
      await finish(client, audience);
    },
    settle: endWell,
  });
