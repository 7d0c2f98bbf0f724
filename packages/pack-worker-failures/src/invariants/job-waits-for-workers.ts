import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { historyOf, status, struck } from "../history/build-history.ts";
import { faultsSeen } from "../history/faults-seen.ts";
import { answers } from "../history/jobs-seen.ts";

/** While no worker lives the job can be asked about and is under way, neither done nor failed. */
export const jobWaitsForWorkers = defineInvariant({
  name: "job waits for workers",
  check(history) {
    const [fault] = faultsSeen(history);
    const asked = history.operations.filter(
      ({ name, calledAt, returnedAt }) =>
        fault && name === "status" && calledAt >= fault.at && returnedAt <= fault.until,
    );
    if (!fault || asked.length === 0) return unknown("nobody asked for the job while its workers were gone");
    const refused = asked.find(({ result }) => result.status !== "ok");
    if (refused) return violated("the job could not be asked about", refused.result);
    const over = answers(history, "status").find(
      ({ calledAt, at, output }) =>
        calledAt >= fault.at && at <= fault.until && (output.status === "done" || output.status === "failed"),
    );
    return over ? violated(`with no worker alive the job was ${over.output.status}`, over.output) : holds;
  },
  examples: {
    keeps: historyOf(struck(10, 300), status(20, ["completed", "processing"])),
    breaks: historyOf(struck(10, 300), status(20, ["completed", "failed"], { status: "failed", error: "no worker" })),
  },
});
