import { defineInvariant, exceeded, holds, overrun, trouble, unknown } from "@chaos-packs/contract/pack";
import { historyOf, read, struck } from "../history/examples.ts";
import { calls, describeCall, took, trait } from "../history/queries-seen.ts";

/** A connection that no answer comes from any more is noticed within the query timeout: no request takes longer than that and a new connection. */
export const deadConnectionIsNoticed = defineInvariant({
  name: "dead connection is noticed",
  timed: true,
  traits: ["queryTimeoutMs", "connectTimeoutMs", "slackMs"],
  check(history) {
    const fault = trouble(history);
    const [query, connect, slack] = [
      trait(history, "queryTimeoutMs"),
      trait(history, "connectTimeoutMs"),
      trait(history, "slackMs"),
    ];
    if (!fault) return unknown("no connection died");
    const made = calls(history).filter(({ returnedAt }) => returnedAt > fault.at);
    if (made.length === 0) return unknown("no request was made after connections had died");
    const bound = query + connect + slack;
    const late = made.find((call) => took(call) > bound);
    return late
      ? exceeded(`${describeCall(late)}; promised are ${bound} ms`, overrun(late, took(late) - bound), late)
      : holds;
  },
  examples: {
    keeps: historyOf(struck(10, 20), read("a", 30, 560)),
    breaks: historyOf(struck(10, 20), read("a", 30, 2_530)),
  },
});
