import { defineInvariant, faultsSeen, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { historyOf, said, struck } from "../../history/examples.ts";
import { told } from "../../history/jobs-seen.ts";

/** The job is done while the last fault is still in: nothing waited for what was gone. */
export const workGoesOnDuringTheFault = defineInvariant({
  name: "work goes on during the fault",
  timed: true,
  check(history) {
    const fault = faultsSeen(history).at(-1);
    if (!fault) return unknown("no fault went in");
    return told(history).some(({ at, output }) => output.status === "done" && at <= fault.until)
      ? holds
      : violated("the job was not done before the fault was healed");
  },
  examples: {
    keeps: historyOf(struck(10, 300), said(100, ["completed"], { status: "done" })),
    breaks: historyOf(struck(10, 300), said(100, ["processing"]), said(400, ["completed"], { status: "done" })),
  },
});
