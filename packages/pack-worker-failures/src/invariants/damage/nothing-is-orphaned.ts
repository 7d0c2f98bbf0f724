import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, looked, struck } from "../../history/examples.ts";

const none = { rowsWithoutObject: [], objectsWithoutRow: [], chunksWithoutDocument: [] };

/** In the end there is no row without its object, no object without its row and no chunk without its document. */
export const nothingIsOrphaned = defineInvariant({
  name: "nothing is orphaned",
  reads: ["consistency"],
  needsSettle: true,
  check(history) {
    const last = seen(history, jobs).looks("consistency").at(-1)?.output;
    if (!last || history.faults.length === 0) return unknown("nobody looked for orphans after a fault");
    const { rowsWithoutObject, objectsWithoutRow, chunksWithoutDocument } = last;
    const found = rowsWithoutObject.length + objectsWithoutRow.length + chunksWithoutDocument.length;
    return found === 0 ? holds : violated(`${found} orphans are left`, last);
  },
  examples: {
    keeps: historyOf(struck(1, 2), looked("consistency", { job: "j" }, 10, none)),
    breaks: historyOf(struck(1, 2), looked("consistency", { job: "j" }, 10, { ...none, objectsWithoutRow: ["j/2.1"] })),
  },
});
