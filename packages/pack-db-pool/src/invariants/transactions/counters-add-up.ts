import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { keysOf } from "../../history/calls-seen.ts";
import { did, failed, historyOf, looked } from "../../history/examples.ts";
import { amountOf, fateOf, wishes } from "../../history/writes-seen.ts";

/** In the end every counter is the sum of what was added with success; of what had no answer it may hold any part. */
export const countersAddUp = defineInvariant({
  name: "counters add up",
  needsSettle: true,
  reads: ["counters"],
  check(history) {
    const { looks } = seen(history, queries);
    const made = wishes(history).filter(({ name }) => name === "add");
    const last = looks("counters").at(-1)?.output.counters;
    if (made.length === 0 || !last) return unknown("nobody looked at what was added");
    for (const key of new Set(made.flatMap(keysOf))) {
      const sumOf = (...fates: readonly string[]): number =>
        made
          .filter((wish) => keysOf(wish).includes(key) && fates.includes(fateOf(wish)))
          .reduce((sum, wish) => sum + amountOf(wish), 0);
      const [least, most, came] = [sumOf("done"), sumOf("done", "unknown"), last[key] ?? 0];
      if (came < least || came > most)
        return violated(`counter ${key} is ${came}; what was added with success makes ${least}`);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      did("add", { keys: ["a", "b"], amount: 1, idempotencyKey: "1" }, 10, { totals: [1, 1] }),
      failed("add", { keys: ["a"], amount: 1, idempotencyKey: "2" }, 10, 503),
      looked("counters", {}, 50, { counters: { a: 1, b: 1 } }),
    ),
    breaks: historyOf(
      did("add", { keys: ["a"], amount: 1, idempotencyKey: "1" }, 10, { totals: [1] }),
      did("add", { keys: ["a"], amount: 1, idempotencyKey: "2" }, 10, { totals: [1] }),
      looked("counters", {}, 50, { counters: { a: 1 } }),
    ),
  },
});
