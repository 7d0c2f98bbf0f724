import { defineInvariant, type History, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { connection, historyOf, ran, read } from "../../history/examples.ts";

const dialsSince = ({ connections }: History, from: number): number =>
  connections.events.filter(({ phase, at }) => phase === "dialled" && at >= from).length;

/**
 * Requests get connections in the order in which they came: no query is overtaken by more later ones than the pool has
 * connections, but for as many as the pool opened connections meanwhile.
 */
export const waitersAreServedInOrder = defineInvariant({
  name: "waiters are served in order",
  traits: ["poolSize"],
  moments: ["query runs"],
  check(history) {
    const { calls, moments, promised } = seen(history, queries);
    const size = promised("poolSize");
    const startOf = new Map<string, number>();
    for (const { scope, at } of moments("query runs", "before"))
      if (!startOf.has(scope.key)) startOf.set(scope.key, at);
    const starts = calls("read")
      .filter(({ client }) => client === "run")
      .flatMap(({ input: { key }, calledAt }) => {
        const at = startOf.get(key);
        return at === undefined ? [] : [{ key, at, calledAt }];
      });
    if (starts.length <= 2 * size) return unknown("too few queries ran to be out of order");
    const late = starts
      .map(({ key, at, calledAt }, index) => ({
        key,
        calledAt,
        overtaking: starts.slice(index + 1).filter((each) => each.at < at),
      }))
      .filter(({ overtaking }) => overtaking.length > size);
    const [first] = late;
    // Who makes a pool open a connection may wait for that very one: late, and out of line, but not lost in it.
    if (!first || late.length <= dialsSince(history, first.calledAt)) return holds;
    return violated(`the query of ${first.key} was overtaken by ${first.overtaking.length} that were asked for later`, {
      key: first.key,
      overtaking: first.overtaking.map((each) => each.key),
    });
  },
  examples: {
    keeps: historyOf(
      connection(1, 5),
      ...["opens one", "b", "c", "d", "e"].flatMap((key, at) => [
        read(key, at),
        ran("query runs", key, key === "opens one" ? 20 : 10 + at),
      ]),
    ),
    breaks: historyOf(
      ...["a", "b", "c", "d", "e"].flatMap((key, at) => [read(key, at), ran("query runs", key, 20 - at)]),
    ),
  },
});
