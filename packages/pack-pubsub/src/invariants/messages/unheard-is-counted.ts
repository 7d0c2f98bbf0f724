import { defineInvariant, holds, seen, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { did, historyOf, looked, said, struck } from "../../history/examples.ts";
import { isTaken, published } from "../../history/messages-seen.ts";

/** A message that the broker passed on to nobody is counted and told in the log; a publish that is answered with its receivers says so. */
export const unheardIsCounted = defineInvariant({
  name: "unheard is counted",
  reads: ["unheard", "alerts"],
  check(history) {
    const { answers, looks } = seen(history, broadcast);
    const fault = trouble(history);
    const struck = fault ? published(history).filter(({ calledAt, at }) => calledAt <= fault.at && at >= fault.at) : [];
    const [unheard] = struck.filter(isTaken);
    const counts = answers("unheard");
    if (!unheard || counts.length < 2)
      return unknown("nothing was published to nobody, or nobody asked how often that was");
    const { receivers = 0 } = unheard.answer;
    if (receivers !== 0)
      return violated(`${unheard.id} reached nobody, and was answered ${JSON.stringify(unheard.answer)}`);
    const before = counts.findLast(({ calledAt }) => calledAt < unheard.calledAt)?.output.count ?? 0;
    const after = counts.find(({ calledAt }) => calledAt >= unheard.at)?.output.count ?? before;
    if (after <= before) return violated(`${unheard.id} reached nobody, and still ${after} were counted`);
    const isTold = looks("alerts").some(({ output: { text } }) => text.includes(unheard.channel));
    return isTold ? holds : violated(`${unheard.id} reached nobody, and no warning named ${unheard.channel}`);
  },
  examples: {
    keeps: historyOf(
      did("unheard", {}, 1, { count: 0 }),
      said("1", 9, { until: 12, receivers: 0 }),
      struck(10, 20),
      looked("alerts", {}, 12, { role: "live", text: "nobody listens to news" }),
      did("unheard", {}, 30, { count: 1 }),
    ),
    breaks: historyOf(
      did("unheard", {}, 1, { count: 0 }),
      said("1", 9, { until: 12, receivers: 0 }),
      struck(10, 20),
      looked("alerts", {}, 12, { role: "live", text: "nobody listens to news" }),
      did("unheard", {}, 30, { count: 0 }),
    ),
  },
});
