import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { broadcast } from "../capabilities/broadcast.ts";
import { bodyOf, endWell, gather, numbered, say } from "./audience.ts";
import { finish } from "./finish.ts";
import { partsFor } from "./parts-for.ts";
import { lookUntilBack, steadySubscriptions } from "./subscriptions.ts";

const MESSAGES = 5;

interface Options {
  /** Default small; large is half of what a message may be. */
  readonly bodies?: "small" | "large";
}

/** After the first message subscribers are cut off; more are published (`missed1` …), and then the client ends it. */
export const publishWhileCutOff = ({ bodies = "small" }: Options = {}): Workload =>
  defineWorkload(broadcast, {
    name: `publish ${bodies} messages while subscribers are cut off`,
    ...partsFor("catchUpWithinMs", ...(bodies === "large" ? (["messageBytes"] as const) : [])),
    async run(client) {
      const audience = await gather(client);
      const before = await steadySubscriptions(client);
      await say(client, "news", ["first"]);
      await client.fault(0, "injected");
      await say(client, "news", numbered("missed", MESSAGES), bodyOf(client, bodies));
      await client.heal(0);
      await finish(client, audience);
      await lookUntilBack(client, before);
    },
    settle: endWell,
  });
