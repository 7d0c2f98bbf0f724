import { defineInvariant, holds, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { historyOf, ran, struck } from "../history/examples.ts";
import { calls, field, moments } from "../history/queries-seen.ts";

const SAFE = 2;

/** What was under way when its backend was ended runs once more at most, for each time that a client has asked for it. */
export const oneRetryAtMost = defineInvariant({
  name: "one retry at most",
  moments: ["query runs", "write runs"],
  check(history) {
    const runs = [...moments(history, "query runs"), ...moments(history, "write runs")];
    if (!trouble(history) || runs.length === 0) return unknown("nothing ran when a fault went in");
    for (const key of new Set(runs.map(({ scope }) => String(scope["key"])))) {
      const asked = calls(history).filter(({ input }) => field(input, "key") === key).length;
      const count = runs.filter(({ scope }) => String(scope["key"]) === key).length;
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
