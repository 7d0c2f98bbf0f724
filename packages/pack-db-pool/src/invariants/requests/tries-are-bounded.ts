import { defineInvariant, holds, seen, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { keysOf } from "../../history/calls-seen.ts";
import { did, historyOf, ran, read, struck } from "../../history/examples.ts";

/** However long it goes wrong, nothing runs more often than promised for each time that a client has asked for it. */
export const triesAreBounded = defineInvariant({
  name: "tries are bounded",
  traits: ["tries"],
  moments: ["query runs", "write runs"],
  check(history) {
    const { calls, moments, promised } = seen(history, queries);
    const tries = promised("tries");
    const runs = [...moments("query runs", "before"), ...moments("write runs", "before")];
    if (!trouble(history) || runs.length === 0) return unknown("nothing ran when a fault went in");
    for (const key of new Set(runs.map(({ scope }) => scope.key))) {
      const count = runs.filter(({ scope }) => scope.key === key).length;
      const asked = calls().filter((call) => keysOf(call).includes(key)).length;
      if (count > tries * asked)
        return violated(`${key} was asked for ${asked} times and ran ${count} times; ${tries} tries each are promised`);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(struck(1, 90), read("a", 5), ran("query runs", "a", 5), ran("query runs", "a", 50)),
    breaks: historyOf(
      struck(1, 90),
      did("add", { keys: ["n"], amount: 1, idempotencyKey: "1" }, 2, { totals: [1] }),
      ...[10, 20, 30, 40].map((at) => ran("write runs", "n", at)),
    ),
  },
});
