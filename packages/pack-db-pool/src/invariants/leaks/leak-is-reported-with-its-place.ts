import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { did, historyOf, looked } from "../../history/examples.ts";

/** A handler that keeps its connection is reported in the log, with where the connection was taken. */
export const leakIsReportedWithItsPlace = defineInvariant({
  name: "leak is reported with its place",
  reads: ["leak", "alerts"],
  check(history) {
    const { answers, looks } = seen(history, queries);
    const [leak] = answers("leak");
    if (!leak) return unknown("no connection was leaked");
    const alerts = looks("alerts").filter(({ at }) => at >= leak.calledAt);
    if (alerts.some(({ output }) => output.text.includes(leak.output.takenIn))) return holds;
    return violated(
      `a connection was leaked in ${leak.output.takenIn}, and none of ${alerts.length} alerts names that place`,
      { alerts: alerts.map(({ output }) => output.text) },
    );
  },
  examples: {
    keeps: historyOf(
      did("leak", { key: "a" }, 10, { takenIn: "leakConnection" }),
      looked(
        "alerts",
        {},
        320,
        { role: "store", text: "leaked connection, taken at leakConnection (leak.ts:4)" },
        "stream",
      ),
    ),
    breaks: historyOf(
      did("leak", { key: "a" }, 10, { takenIn: "leakConnection" }),
      looked("alerts", {}, 320, { role: "store", text: "leaked connection, taken at Timeout (timers.js:5)" }, "stream"),
    ),
  },
});
