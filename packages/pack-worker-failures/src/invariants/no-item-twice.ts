import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { historyOf, items, looked } from "../history/build-history.ts";
import { answers, looks } from "../history/jobs-seen.ts";

/** Nobody ever sees the same item of a job twice, neither who asks the service nor who reads its database. */
export const noItemTwice = defineInvariant({
  name: "no item twice",
  check(history) {
    const seen = [...looks(history, "items"), ...answers(history, "result")];
    const full = seen.filter(({ output }) => output.items.length > 0);
    if (full.length === 0) return unknown("nobody saw an item");
    for (const { job, output } of full) {
      const names = output.items.map(({ name }) => name);
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      if (twice !== undefined)
        return violated(`job ${job} has ${names.filter((name) => name === twice).length} items named ${twice}`);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(looked("items", 10, items(1, 2))),
    breaks: historyOf(looked("items", 10, items(1, 2, 1, 2))),
  },
});
