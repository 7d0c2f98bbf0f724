import { defineInvariant, holds, trouble, unknown, violated } from "@chaos-packs/contract";
import { did, historyOf, looked, said, struck } from "../history/build-history.ts";
import { field, isTaken, published } from "../history/messages-seen.ts";

/** A message that the broker passed on to nobody is answered so, counted in the health of the service, and told in its log. */
export const unheardIsCounted = defineInvariant({
  name: "unheard is counted",
  reads: ["health", "alerts"],
  check(history) {
    const fault = trouble(history);
    const struck = fault ? published(history).filter(({ calledAt, at }) => calledAt <= fault.at && at >= fault.at) : [];
    const [unheard] = struck.filter(isTaken);
    const health = history.operations.filter(({ name, result }) => name === "health" && result.status === "ok");
    if (!unheard || health.length < 2) return unknown("nothing was published to nobody, or health was not asked for");
    if (unheard.answer.receivers !== 0)
      return violated(`${unheard.id} reached nobody, and was answered ${JSON.stringify(unheard.answer)}`);
    const counts = health.map(({ calledAt, result }) => ({
      calledAt,
      count: Number(result.status === "ok" ? field(result.output, "unheard") : Number.NaN),
    }));
    const before = counts.findLast(({ calledAt }) => calledAt < unheard.calledAt)?.count ?? 0;
    const after = counts.find(({ calledAt }) => calledAt >= unheard.at)?.count ?? before;
    if (after <= before) return violated(`${unheard.id} reached nobody, and health still counted ${after} unheard`);
    const isTold = history.observations.some(
      ({ name, result }) =>
        name === "alerts" && result.status === "ok" && String(field(result.output, "text")).includes(unheard.channel),
    );
    return isTold ? holds : violated(`${unheard.id} reached nobody, and no warning named ${unheard.channel}`);
  },
  examples: {
    keeps: historyOf(
      did("health", {}, 1, { mode: "NORMAL", sockets: 1, unheard: 0 }),
      said("1", 9, { until: 12, receivers: 0 }),
      struck(10, 20),
      looked("alerts", 12, { role: "live", text: "nobody listens to news" }),
      did("health", {}, 30, { mode: "NORMAL", sockets: 1, unheard: 1 }),
    ),
    breaks: historyOf(
      did("health", {}, 1, { mode: "NORMAL", sockets: 1, unheard: 0 }),
      said("1", 9, { until: 12, receivers: 0 }),
      struck(10, 20),
      looked("alerts", 12, { role: "live", text: "nobody listens to news" }),
      did("health", {}, 30, { mode: "NORMAL", sockets: 1, unheard: 0 }),
    ),
  },
});
