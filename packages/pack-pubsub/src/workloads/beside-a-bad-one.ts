import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { broadcast } from "../capabilities/broadcast.ts";
import { endWell, gather, isStruck, noteStrike, numbered, openEvents, openSocket, say } from "./audience.ts";
import { finish } from "./finish.ts";
import { partsFor } from "./parts-for.ts";

/** More than the buffers of two kernels take for a client that reads nothing. */
const FILLING_BYTES = 5_000_000;
const FEW = 3;
/** So large, of what a message may be at most. */
const OF_MOST = 0.95;

interface Options {
  readonly listensOn: "a socket" | "an event stream";
  /** What becomes of the client once a fault has struck. */
  readonly becomes: "dead" | "deaf";
}

/** One client dies, or takes nothing any more; large messages (`m1` …) go on to the others, until the service has given that one up. */
export const besideABadOne = ({ listensOn, becomes }: Options): Workload =>
  defineWorkload(broadcast, {
    name: `pass messages on beside ${listensOn} whose client is ${becomes}`,
    ...partsFor("messageBytes", "giveUpWithinMs", "openStreams", listensOn === "a socket" ? "socket" : "events"),
    async run(client) {
      const audience = await gather(client, { sockets: 2 });
      const bad = await (listensOn === "a socket"
        ? openSocket(client, "bad", { channels: ["news"] })
        : openEvents(client, "bad", "news"));
      await say(client, "news", ["first"]);
      if (await isStruck(client)) {
        const before = await client.demand("openStreams", {});
        if (becomes === "dead") bad.cut();
        else bad.stall();
        const bytes = Math.floor(client.trait("messageBytes") * OF_MOST);
        const messages = becomes === "deaf" ? Math.ceil(FILLING_BYTES / bytes) : FEW;
        await Promise.all([
          say(client, "news", numbered("m", messages), "x".repeat(bytes)),
          client.until("openStreams", {}, ({ count }) => count < before.count),
        ]);
      }
      await finish(client, audience);
    },
    probe: noteStrike,
    settle: endWell,
  });
