import { defineInvariant, holds, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { did, historyOf, ran, read, struck } from "../history/examples.ts";
import { calls, moments, trait } from "../history/queries-seen.ts";
import { keysOf } from "../history/writes-seen.ts";

/** However long it goes wrong, nothing runs more often than promised for each time that a client has asked for it. */
export const triesAreBounded = defineInvariant({
  name: "tries are bounded",
  traits: ["tries"],
  moments: ["query runs", "write runs"],
  check(history) {
    const tries = trait(history, "tries");
    const runs = [...moments(history, "query runs"), ...moments(history, "write runs")];
    if (!trouble(history) || runs.length === 0) return unknown("nothing ran when a fault went in");
    for (const key of new Set(runs.map(({ scope }) => String(scope["key"])))) {
      const count = runs.filter(({ scope }) => String(scope["key"]) === key).length;
      const asked = calls(history).filter((call) => keysOf(call).includes(key)).length;
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
