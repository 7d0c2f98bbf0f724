import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { historyOf, saw, status } from "../history/build-history.ts";
import { answers, chunkOf, moments } from "../history/jobs-seen.ts";

/** A chunk that failed is seen failed, with an error that says something. */
export const chunkErrorIsClear = defineInvariant({
  name: "chunk error is clear",
  moments: ["chunk fails"],
  check(history) {
    const failed = [...new Set(moments(history, "chunk fails").map(chunkOf))];
    if (failed.length === 0) return unknown("no chunk failed");
    const shown = answers(history, "status").flatMap(({ job, output }) =>
      output.chunks
        .filter((chunk) => chunk.status === "failed")
        .map(({ chunk, error }) => ({ chunk: `${job}/${chunk}`, error })),
    );
    const unseen = failed.find((chunk) => !shown.some((each) => each.chunk === chunk));
    if (unseen) return violated(`chunk ${unseen} failed and no status told of it`);
    const mute = shown.find(({ error }) => !error?.trim());
    return mute ? violated(`chunk ${mute.chunk} failed without saying why`) : holds;
  },
  examples: {
    keeps: historyOf(saw("chunk fails", 10, 1), status(20, ["failed"], { chunkError: "store answered 507" })),
    breaks: historyOf(saw("chunk fails", 10, 1), status(20, ["failed"])),
  },
});
