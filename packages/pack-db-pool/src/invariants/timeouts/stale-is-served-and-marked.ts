import {
  defineInvariant,
  exceeded,
  holds,
  overrun,
  seen,
  took,
  trouble,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { describeCall } from "../../history/calls-seen.ts";
import { did, historyOf, struck } from "../../history/examples.ts";

/** While the database is slow cached reads answer in time with what was read before, marked stale; afterwards they are fresh again. */
export const staleIsServedAndMarked = defineInvariant({
  name: "stale is served and marked",
  timed: true,
  reads: ["cachedRead"],
  traits: ["cachedWithinMs", "slackMs"],
  check(history) {
    const { answers, calls, promised } = seen(history, queries);
    const fault = trouble(history);
    const [withinMs, slack] = [promised("cachedWithinMs"), promised("slackMs")];
    if (!fault) return unknown("the database was never slow");
    const before = answers("cachedRead").findLast(({ at }) => at < fault.at);
    const during = calls("cachedRead").filter(
      ({ calledAt, returnedAt }) => returnedAt >= fault.at && calledAt < fault.until,
    );
    const last = answers("cachedRead").at(-1);
    if (!before || during.length === 0 || !last || last.calledAt < fault.until)
      return unknown("nobody read from the cache before, while and after the database was slow");
    for (const call of during) {
      if (call.result.status !== "ok") return violated(describeCall(call), call);
      const { output } = call.result;
      if (output.value !== before.output.value)
        return violated(`the cache answered ${JSON.stringify(output)} after ${JSON.stringify(before.output)}`, call);
      if (took(call) > withinMs + slack)
        return exceeded(
          `${describeCall(call)}; promised are ${withinMs} ms`,
          overrun(call, took(call) - withinMs),
          call,
        );
      if (!output.stale) return violated("what came from the cache was not marked stale", call);
    }
    return last.output.stale ? violated("the database was quick again, and the cache still answered") : holds;
  },
  examples: {
    keeps: historyOf(
      did("cachedRead", { key: "a" }, 1, { value: "v", stale: false }),
      struck(10, 500),
      did("cachedRead", { key: "a" }, { from: 20, until: 125 }, { value: "v", stale: true }),
      did("cachedRead", { key: "a" }, 510, { value: "v", stale: false }),
    ),
    breaks: historyOf(
      did("cachedRead", { key: "a" }, 1, { value: "v", stale: false }),
      struck(10, 500),
      did("cachedRead", { key: "a" }, { from: 20, until: 125 }, { value: "v", stale: false }),
      did("cachedRead", { key: "a" }, 510, { value: "v", stale: false }),
    ),
  },
});
