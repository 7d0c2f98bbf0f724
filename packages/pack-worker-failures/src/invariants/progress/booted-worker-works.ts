import { defineInvariant, faultsSeen, holds, isSameReplica, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { exited, historyOf, saw, struck, work, worker } from "../../history/examples.ts";

/**
 * A worker started without its dependency does not give up, and is at work in that same life once the dependency is there.
 * Only where an idle worker is seen, too, must it be seen at work: others may have done all there was to do.
 */
export const bootedWorkerWorks = defineInvariant({
  name: "booted worker works",
  timed: true,
  alsoReads: ["worker is idle", "work is claimed"],
  check(history) {
    const [fault] = faultsSeen(history);
    if (!fault) return unknown("no worker was started");
    const isNewLife = (by: typeof fault.struck): boolean =>
      isSameReplica(by, fault.struck) && by.incarnation === fault.struck.incarnation + 1;
    const exit = history.exits.find(({ by, at }) => isNewLife(by) && at <= fault.until);
    if (exit) return violated("the worker gave up while its dependency was down", exit);
    const { moments, shows } = seen(history, jobs);
    if (!shows("worker is idle")) return holds;
    const signs = [...moments("worker is idle"), ...moments("work is claimed")];
    return signs.some(({ by, at }) => isNewLife(by) && at >= fault.until)
      ? holds
      : violated("the worker never worked after its dependency was back");
  },
  examples: {
    keeps: historyOf(struck(10, 300), saw("worker is idle", work(0), 350, { by: worker(1, 2) })),
    breaks: historyOf(
      struck(10, 300),
      exited(40, "crashed", { by: worker(1, 2), asked: false }),
      saw("worker is idle", work(0), 350, { by: worker(1, 3) }),
    ),
  },
});
