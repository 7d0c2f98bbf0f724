import { defineInvariant, seen, trouble, unknown } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { historyOf, read, struck } from "../../history/examples.ts";
import { judgeBounded } from "../../history/judge-bounded.ts";

/** A connection that no answer comes from any more is noticed within the query timeout: no request takes longer than that and a new connection. */
export const deadConnectionIsNoticed = defineInvariant({
  name: "dead connection is noticed",
  timed: true,
  traits: ["queryTimeoutMs", "connectTimeoutMs", "slackMs"],
  check(history) {
    const { calls, promised } = seen(history, queries);
    const fault = trouble(history);
    const [query, connect, slack] = [promised("queryTimeoutMs"), promised("connectTimeoutMs"), promised("slackMs")];
    if (!fault) return unknown("no connection died");
    const made = calls().filter(({ returnedAt }) => returnedAt > fault.at);
    if (made.length === 0) return unknown("no request was made after connections had died");
    const bound = query + connect + slack;
    return judgeBounded(made, bound);
  },
  examples: {
    keeps: historyOf(struck(10, 20), read("a", 30, 560)),
    breaks: historyOf(struck(10, 20), read("a", 30, 2_530)),
  },
});
