import { defineLiveDefect } from "./live-defect.ts";

/** Gone before the next try. */
const KNOWN_FOR_MS = 1;

export const defect = defineLiveDefect({
  name: "retry-is-a-new-message",
  mistake: "When the answer of a publish was lost the message is given again, and nobody knows it by its id any more",
  expected: ["pubsub/disconnect-during-broadcast", "pubsub/no-duplicates-after-reconnect"],
  swap: (sound) => ({
    giveToRedis: (live, entry) =>
      sound.giveToRedis(
        { ...live, config: { ...live.config, knownForMs: KNOWN_FOR_MS } },
        { ...entry, seenAs: undefined },
      ),
  }),
});
