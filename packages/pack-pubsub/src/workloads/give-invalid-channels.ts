import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { broadcast } from "../capabilities/broadcast.ts";
import { endWell, gather, isStruck, noteStrike, openSocket, say } from "./audience.ts";
import { finish } from "./finish.ts";
import { partsFor } from "./parts-for.ts";

const INVALID = ["", "two words", "line\nbreak", "bell\u0007"];

/** Once a fault has struck: names that no channel may have, in publishing and, where they can be said, as wishes on a socket, among those that are sound. */
export const giveInvalidChannels = (): Workload =>
  defineWorkload(broadcast, {
    name: "give invalid channels",
    ...partsFor("channelLength"),
    async run(client) {
      const audience = await gather(client);
      const takesWishes = client.offers("socket") && client.promised("wishesPerSocket") !== undefined;
      const wishing = takesWishes ? await openSocket(client, "wishing", { channels: ["news"] }) : undefined;
      await say(client, "news", ["first"]);
      const invalid = [...INVALID, "x".repeat(client.trait("channelLength") + 1)];
      if (await isStruck(client)) {
        for (const channel of invalid) {
          await say(client, channel, ["wrong"]);
          wishing?.send({ type: "subscribe", channel });
        }
        await wishing?.until((items) => items.filter(({ type }) => type === "refused").length >= invalid.length);
      }
      await finish(client, { ...audience, onNews: [...audience.onNews, ...(wishing ? [wishing] : [])] });
    },
    probe: noteStrike,
    settle: endWell,
  });
