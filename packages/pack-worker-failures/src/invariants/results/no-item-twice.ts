import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, items, looked } from "../../history/examples.ts";

/** Nobody ever sees the same item of a job twice, neither who asks the service nor who reads its database. */
export const noItemTwice = defineInvariant({
  name: "no item twice",
  check(history) {
    const all = [...seen(history, jobs).looks("items"), ...seen(history, jobs).answers("result")];
    const full = all.filter(({ output }) => output.items.length > 0);
    if (full.length === 0) return unknown("nobody saw an item");
    for (const {
      input: { job },
      output,
    } of full) {
      const names = output.items.map(({ name }) => name);
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      if (twice !== undefined)
        return violated(`job ${job} has ${names.filter((name) => name === twice).length} items named ${twice}`);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(looked("items", { job: "j" }, 10, items(1, 2))),
    breaks: historyOf(looked("items", { job: "j" }, 10, items(1, 2, 1, 2))),
  },
});
