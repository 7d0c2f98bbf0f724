import { defineInvariant, holds, seen, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { historyOf, ran, struck } from "../../history/examples.ts";

const SAFE = 2;

/** What was under way when its backend was ended runs once more at most, for each time that a client has asked for it. */
export const oneRetryAtMost = defineInvariant({
  name: "one retry at most",
  moments: ["query runs", "write runs"],
  check(history) {
    const { calls, moments } = seen(history, queries);
    const runs = [...moments("query runs", "before"), ...moments("write runs", "before")];
    if (!trouble(history) || runs.length === 0) return unknown("nothing ran when a fault went in");
    for (const key of new Set(runs.map(({ scope }) => scope.key))) {
      const asked = calls().filter(({ input }) => "key" in input && input.key === key).length;
      const count = runs.filter(({ scope }) => scope.key === key).length;
      if (count > SAFE * Math.max(1, asked))
        return violated(`${key} was asked for ${asked} times and ran ${count} times`);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(struck(10, 90), ran("query runs", "a", 9), ran("query runs", "a", 30)),
    breaks: historyOf(
      struck(10, 90),
      ran("query runs", "a", 9),
      ran("query runs", "a", 30),
      ran("query runs", "a", 50),
    ),
  },
});
