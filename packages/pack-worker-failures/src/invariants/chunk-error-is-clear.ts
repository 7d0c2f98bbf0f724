import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { historyOf, saw, status } from "../history/build-history.ts";
import { answers, chunkOf, moments } from "../history/jobs-seen.ts";

/**
 * The first chunk that failed is seen failed, and every one that is seen so has an error that says something. A later one
 * may fail in the instant before the heal and be taken up again before anybody can look.
 */
export const chunkErrorIsClear = defineInvariant({
  name: "chunk error is clear",
  moments: ["chunk fails"],
  check(history) {
    const [first] = moments(history, "chunk fails").map(chunkOf);
    if (first === undefined) return unknown("no chunk failed");
    const shown = answers(history, "status").flatMap(({ job, output }) =>
      output.chunks
        .filter((chunk) => chunk.status === "failed")
        .map(({ chunk, error }) => ({ chunk: `${job}/${chunk}`, error })),
    );
    if (!shown.some((each) => each.chunk === first)) return violated(`chunk ${first} failed and no status told of it`);
    const mute = shown.find(({ error }) => !error?.trim());
    return mute ? violated(`chunk ${mute.chunk} failed without saying why`) : holds;
  },
  examples: {
    keeps: historyOf(saw("chunk fails", 10, 1), status(20, ["failed"], { chunkError: "store answered 507" })),
    breaks: historyOf(saw("chunk fails", 10, 1), status(20, ["failed"])),
  },
});
