import { defineInvariant, faultsSeen, holds, unknown, violated } from "@chaos-packs/contract";
import { historyOf, status, struck } from "../history/build-history.ts";
import { answers } from "../history/jobs-seen.ts";

/** The job is done while the last fault is still in: nothing waited for what was gone. */
export const workGoesOnDuringTheFault = defineInvariant({
  name: "work goes on during the fault",
  timed: true,
  check(history) {
    const fault = faultsSeen(history).at(-1);
    if (!fault) return unknown("no fault went in");
    return answers(history, "status").some(({ at, output }) => output.status === "done" && at <= fault.until)
      ? holds
      : violated("the job was not done before the fault was healed");
  },
  examples: {
    keeps: historyOf(struck(10, 300), status(100, ["completed"], { status: "done" })),
    breaks: historyOf(struck(10, 300), status(100, ["processing"]), status(400, ["completed"], { status: "done" })),
  },
});
