import { defineInvariant, holds, seen, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { did, historyOf, looked, struck } from "../../history/examples.ts";
import { isCalledWithin } from "../../history/is-called-within.ts";

/** An outage is alerted in the log and health says degraded; when it is over health says ok again by itself. */
export const outageIsTold = defineInvariant({
  name: "outage is told",
  reads: ["health", "alerts"],
  check(history) {
    const { answers, calls, looks } = seen(history, queries);
    const fault = trouble(history);
    const asked = fault ? calls("health").filter(isCalledWithin(fault)) : [];
    const last = answers("health").at(-1);
    if (!fault || asked.length === 0 || !last || last.calledAt < fault.until)
      return unknown("nobody asked for health during an outage and after it");
    const isTold = asked.some(({ result }) => result.status === "ok" && result.output.status === "degraded");
    if (!isTold) return violated("the database was gone, and health said ok", asked.at(-1));
    // Of all the run: the log may be quicker than the fault is to be all in.
    if (!looks("alerts").some(({ at }) => at <= fault.until)) return violated("no alert told of the outage");
    return last.output.status === "ok" ? holds : violated("the database was back, and health still said degraded");
  },
  examples: {
    keeps: historyOf(
      struck(10, 300),
      looked("alerts", {}, 15, { role: "store", text: "the database cannot be reached" }, "stream"),
      did("health", {}, 50, { status: "degraded" }),
      did("health", {}, 400, { status: "ok" }),
    ),
    breaks: historyOf(
      struck(10, 300),
      looked("alerts", {}, 15, { role: "store", text: "the database cannot be reached" }, "stream"),
      did("health", {}, 50, { status: "degraded" }),
      did("health", {}, 400, { status: "degraded" }),
    ),
  },
});
