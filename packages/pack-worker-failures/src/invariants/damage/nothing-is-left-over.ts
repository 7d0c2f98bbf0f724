import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, looked, struck } from "../../history/examples.ts";

/** In the end no temporary file and no run-out lease of a dead worker is left. */
export const nothingIsLeftOver = defineInvariant({
  name: "nothing is left over",
  reads: ["leftovers"],
  needsSettle: true,
  check(history) {
    const last = seen(history, jobs).looks("leftovers").at(-1)?.output;
    if (!last || history.faults.length === 0) return unknown("nobody looked for leftovers after a fault");
    return last.files.length === 0 && last.leases === 0
      ? holds
      : violated(`${last.files.length} temporary files and ${last.leases} leases are left`, last);
  },
  examples: {
    keeps: historyOf(struck(1, 9), looked("leftovers", { job: "j" }, 20, { files: [], leases: 0 })),
    breaks: historyOf(struck(1, 9), looked("leftovers", { job: "j" }, 20, { files: ["piece-5.tmp"], leases: 0 })),
  },
});
