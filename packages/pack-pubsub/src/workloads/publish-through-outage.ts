import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { broadcast } from "../capabilities/broadcast.ts";
import { endWell, gather, isStruck, type Listener, noteStrike, numbered, say } from "./audience.ts";
import { finish } from "./finish.ts";
import { type Need, partsFor } from "./parts-for.ts";

const MESSAGES = 5;
const NORMAL = "NORMAL";

interface Options {
  readonly sockets?: number;
  readonly events?: number;
  /** Waits until the service itself says that it is not as it should be, where it tells, before the outage is over. */
  readonly untilNoticed?: boolean;
  readonly needs?: readonly Need[];
}

/** Resolves when a listener that was told of a mode was told that it is normal again. */
const isToldNormal = (listener: Listener): Promise<unknown> =>
  listener.until((items) => {
    const told = items.filter(({ type }) => type === "mode");
    return told.length === 0 || told.at(-1)?.mode === NORMAL;
  });

/** Five messages (`away1` …) are published one after the other while the broker is away; then the client ends the outage. */
export const publishThroughOutage = ({
  sockets = 1,
  events = 1,
  untilNoticed = false,
  needs = [],
}: Options = {}): Workload =>
  defineWorkload(broadcast, {
    name: `publish through an outage, with ${sockets} sockets and ${events} event streams${untilNoticed ? ", until it is noticed" : ""}${needs.map((each) => `; needs ${each}`).join("")}`,
    ...partsFor(...needs),
    async run(client) {
      const audience = await gather(client, { sockets, events });
      await say(client, "news", numbered("away", MESSAGES));
      await client.fault(0, "injected");
      if (untilNoticed && client.offers("health") && (await isStruck(client)))
        await client.until("health", {}, ({ mode }) => mode !== NORMAL);
      await client.heal(0);
      await finish(client, audience);
      if (client.offers("health")) await client.until("health", {}, ({ mode }) => mode === NORMAL);
      await Promise.all(audience.onNews.map(isToldNormal));
    },
    probe: noteStrike,
    settle: endWell,
  });
