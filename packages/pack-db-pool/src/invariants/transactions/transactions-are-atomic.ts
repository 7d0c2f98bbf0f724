import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { keysOf } from "../../history/calls-seen.ts";
import { did, failed, historyOf, records } from "../../history/examples.ts";
import { fateOf, wishes } from "../../history/writes-seen.ts";

/** No reader ever sees a part of a transaction or a batch: in the end all of it is there when it succeeded, and nothing when it failed. */
export const transactionsAreAtomic = defineInvariant({
  name: "transactions are atomic",
  reads: ["records"],
  check(history) {
    const { looks } = seen(history, queries);
    const made = wishes(history).filter(({ name }) => name === "transaction" || name === "batch");
    const found = looks("records");
    const last = found.at(-1);
    if (made.length === 0 || !last) return unknown("nobody looked at the records of a transaction");
    for (const wish of made) {
      const keys = keysOf(wish);
      const there = (look: typeof last): readonly string[] =>
        keys.filter((key) => look.output.records.some((each) => each.key === key));
      const torn = found.find((look) => there(look).length > 0 && there(look).length < keys.length);
      if (torn)
        return violated(`at ${Math.round(torn.at)} ms a reader saw ${there(torn).join(", ")} of ${keys.join(", ")}`);
      const [fate, count] = [fateOf(wish), there(last).length];
      if (fate === "done" && count === 0) return violated(`a ${wish.name} succeeded, and nothing of it is there`);
      if (fate === "failed" && count > 0) return violated(`a ${wish.name} failed, and all of it is there`);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      failed(
        "transaction",
        {
          writes: [
            { key: "a", value: "a" },
            { key: "b", value: "b" },
          ],
          idempotencyKey: "1",
        },
        10,
        503,
      ),
      did(
        "batch",
        {
          writes: [
            { key: "c", value: "c" },
            { key: "d", value: "d" },
          ],
          idempotencyKey: "2",
        },
        20,
        { keys: ["c", "d"] },
      ),
      records(15),
      records(30, "c", "d"),
    ),
    breaks: historyOf(
      failed(
        "transaction",
        {
          writes: [
            { key: "a", value: "a" },
            { key: "b", value: "b" },
          ],
          idempotencyKey: "1",
        },
        10,
        503,
      ),
      records(15, "b"),
    ),
  },
});
