import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { broadcast } from "../capabilities/broadcast.ts";
import { endWell, gather, numbered, say } from "./audience.ts";
import { finish } from "./finish.ts";
import { type Need, partsFor } from "./parts-for.ts";
import { lookUntilBack, steadySubscriptions } from "./subscriptions.ts";

const MESSAGES = 3;

interface Options {
  /** `client`: the first fault is healed when all has been published; `itself` (default): it heals by itself, or at the end. */
  readonly healedBy?: "client" | "itself";
  /** Waits, before and after, until the broker's subscribers are as they must be, where the broker can be asked. */
  readonly looksAtSubscriptions?: boolean;
  readonly needs?: readonly Need[];
}

/** A WebSocket and an event stream listen to `news`; three messages are published there (`m1` …), one after the other. */
export const passOn = ({ healedBy = "itself", looksAtSubscriptions = false, needs = [] }: Options = {}): Workload =>
  defineWorkload(broadcast, {
    name: `pass three messages on; healed by ${healedBy}${looksAtSubscriptions ? ", and look at the subscriptions" : ""}${needs.map((each) => `; needs ${each}`).join("")}`,
    ...partsFor(...needs),
    async run(client) {
      const audience = await gather(client);
      const before = looksAtSubscriptions ? await steadySubscriptions(client) : undefined;
      await say(client, "news", numbered("m", MESSAGES));
      await client.fault(0, "injected");
      if (healedBy === "client") await client.heal(0);
      await finish(client, audience);
      if (before !== undefined) await lookUntilBack(client, before);
    },
    settle: endWell,
  });
