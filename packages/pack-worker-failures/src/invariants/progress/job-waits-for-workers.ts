import {
  defineInvariant,
  type FaultSeen,
  faultsSeen,
  type History,
  holds,
  isSameReplica,
  seen,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { exited, historyOf, said, saw, struck, work, worker } from "../../history/examples.ts";
import { told } from "../../history/jobs-seen.ts";

/** Until when no worker lives: the fault is healed when all of them are ready, and the first may be at work long before the last. */
function deadUntil(history: History, { at, until }: FaultSeen): number {
  const signs = [...seen(history, jobs).moments("worker is idle"), ...seen(history, jobs).moments("work is claimed")];
  const isReturned = (by: (typeof signs)[number]["by"]): boolean =>
    history.exits.some((exit) => isSameReplica(exit.by, by) && exit.by.incarnation < by.incarnation);
  return Math.min(until, ...signs.filter((seen) => seen.at > at && isReturned(seen.by)).map((seen) => seen.at));
}

/** While no worker lives the job can be asked about and is under way, neither done nor failed. */
export const jobWaitsForWorkers = defineInvariant({
  name: "job waits for workers",
  timed: true,
  moments: ["work is claimed"],
  alsoReads: ["worker is idle"],
  check(history) {
    const [fault] = faultsSeen(history);
    const until = fault ? deadUntil(history, fault) : 0;
    const asked = seen(history, jobs)
      .calls("status", "chunks")
      .filter(({ calledAt, returnedAt }) => fault && calledAt >= fault.at && returnedAt <= until);
    if (!fault || asked.length === 0) return unknown("nobody asked for the job while its workers were gone");
    const refused = asked.find(({ result }) => result.status !== "ok");
    if (refused) return violated("the job could not be asked about", refused.result);
    const over = told(history).find(
      ({ calledAt, at, output }) =>
        calledAt >= fault.at && at <= until && (output.status === "done" || output.status === "failed"),
    );
    return over ? violated(`with no worker alive the job was ${over.output.status}`, over.output) : holds;
  },
  examples: {
    keeps: historyOf(
      struck(10, 300),
      exited(10, "killed"),
      said(20, ["completed", "processing"]),
      saw("work is claimed", work(2), 200, { by: worker(1, 2) }),
      said(290, ["completed", "completed"], { status: "done" }),
    ),
    breaks: historyOf(struck(10, 300), said(20, ["completed", "failed"], { status: "failed", error: "no worker" })),
  },
});
