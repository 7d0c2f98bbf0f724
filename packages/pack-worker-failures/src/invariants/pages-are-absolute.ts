import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { boxes, did, historyOf } from "../history/build-history.ts";
import { answers } from "../history/jobs-seen.ts";

/** The pages of a merged job are counted through the whole document: they start at 1, never fall, and no page belongs to two chunks. */
export const pagesAreAbsolute = defineInvariant({
  name: "pages are absolute",
  check(history) {
    const merged = answers(history, "result").filter(({ output }) => output.boxes.length > 0);
    if (merged.length === 0) return unknown("no job was merged");
    for (const { job, output } of merged) {
      let last = { chunk: 0, page: 0 };
      for (const box of output.boxes) {
        const isNext =
          box.chunk === last.chunk ? box.page >= last.page : box.chunk > last.chunk && box.page > last.page;
        if (!isNext || (last.page === 0 && box.page !== 1)) {
          return violated(
            `job ${job}: page ${box.page} of chunk ${box.chunk} came after page ${last.page} of chunk ${last.chunk}`,
            box,
          );
        }
        last = box;
      }
    }
    return holds;
  },
  examples: {
    keeps: historyOf(did("result", 10, boxes(1, 2, 3))),
    breaks: historyOf(did("result", 10, { boxes: [1, 2].map((chunk) => ({ chunk, page: 1, text: `text ${chunk}` })) })),
  },
});
