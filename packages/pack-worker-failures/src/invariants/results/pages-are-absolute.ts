import { defineInvariant, holds, notPromised, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { did, historyOf, items } from "../../history/examples.ts";

/** The pages of a merged job are counted through the whole document: they start at 1, never fall, and no page belongs to two chunks. */
export const pagesAreAbsolute = defineInvariant({
  name: "pages are absolute",
  reads: ["result"],
  check(history) {
    const merged = seen(history, jobs)
      .answers("result")
      .filter(({ output }) => output.items.length > 0);
    if (merged.length === 0) return unknown("no job was merged");
    for (const {
      input: { job },
      output,
    } of merged) {
      let last = { chunk: 0, page: 0 };
      for (const { chunk, page } of output.items) {
        if (chunk === undefined || page === undefined) return notPromised("chunk and page of items");
        const isNext = chunk === last.chunk ? page >= last.page : chunk > last.chunk && page > last.page;
        if (!isNext || (last.page === 0 && page !== 1)) {
          return violated(
            `job ${job}: page ${page} of chunk ${chunk} came after page ${last.page} of chunk ${last.chunk}`,
          );
        }
        last = { chunk, page };
      }
    }
    return holds;
  },
  examples: {
    keeps: historyOf(did("result", { job: "j" }, 9, items(1, 2, 3))),
    breaks: historyOf(
      did("result", { job: "j" }, 9, {
        items: [1, 2].map((chunk) => ({ name: `p${chunk}`, value: "", chunk, page: 1 })),
      }),
    ),
  },
});
