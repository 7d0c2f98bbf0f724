import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { boxes, historyOf, looked } from "../history/build-history.ts";
import { looks } from "../history/jobs-seen.ts";

/** No reader ever sees the same page of a chunk twice. */
export const noBoxTwice = defineInvariant({
  name: "no box twice",
  check(history) {
    const seen = looks(history, "boxes").filter(({ output }) => output.boxes.length > 0);
    if (seen.length === 0) return unknown("nobody saw a box");
    for (const { job, output } of seen) {
      const names = output.boxes.map(({ chunk, page, text }) => `chunk ${chunk}, page ${page}: ${text}`);
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      if (twice) return violated(`job ${job} has twice ${twice}`);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(looked("boxes", 10, boxes(1, 2))),
    breaks: historyOf(looked("boxes", 10, boxes(1, 2, 1, 2))),
  },
});
