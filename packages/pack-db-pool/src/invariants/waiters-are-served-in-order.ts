import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { historyOf, read, saw } from "../history/build-history.ts";
import { calls, field, moments, trait } from "../history/queries-seen.ts";

/** Requests get connections in the order in which they came: no query is overtaken by more later ones than the pool has connections. */
export const waitersAreServedInOrder = defineInvariant({
  name: "waiters are served in order",
  traits: ["poolSize"],
  moments: ["query runs"],
  check(history) {
    const size = trait(history, "poolSize");
    const startOf = new Map<string, number>();
    for (const { scope, at } of moments(history, "query runs"))
      if (!startOf.has(String(scope["key"]))) startOf.set(String(scope["key"]), at);
    const starts = calls(history, "read")
      .filter(({ client }) => client === "run")
      .flatMap(({ input }) => {
        const key = String(field(input, "key"));
        const at = startOf.get(key);
        return at === undefined ? [] : [{ key, at }];
      });
    if (starts.length <= 2 * size) return unknown("too few queries ran to be out of order");
    for (const [index, { key, at }] of starts.entries()) {
      const overtaking = starts.slice(index + 1).filter((later) => later.at < at);
      if (overtaking.length > size)
        return violated(`the query of ${key} was overtaken by ${overtaking.length} that were asked for later`, {
          key,
          overtaking: overtaking.map((each) => each.key),
        });
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      ...["a", "b", "c", "d", "e"].flatMap((key, at) => [read(key, at), saw("query runs", key, 10 + at)]),
    ),
    breaks: historyOf(
      ...["a", "b", "c", "d", "e"].flatMap((key, at) => [read(key, at), saw("query runs", key, 20 - at)]),
    ),
  },
});
