import { defineInvariant, holds, isSameLife, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, saw, work, worker } from "../../history/examples.ts";
import { chunkOf, isSameWork } from "../../history/jobs-seen.ts";

/** Once another worker has claimed a chunk, the one before can neither complete it nor renew its lease. */
export const lateOwnerIsFenced = defineInvariant({
  name: "late owner is fenced",
  moments: ["work is claimed", "work heartbeats", "work completes"],
  check(history) {
    const claims = seen(history, jobs).moments("work is claimed");
    const isTakenOver = claims.some((claim) =>
      claims.some((other) => isSameWork(chunkOf(other), chunkOf(claim)) && !isSameLife(other.by, claim.by)),
    );
    if (!isTakenOver) return unknown("no chunk went from one worker to another");
    for (const act of [
      ...seen(history, jobs).moments("work completes"),
      ...seen(history, jobs).moments("work heartbeats"),
    ]) {
      const owner = claims.findLast((claim) => isSameWork(chunkOf(claim), chunkOf(act)) && claim.at <= act.at);
      const next = claims.find((claim) => isSameWork(chunkOf(claim), chunkOf(act)) && claim.at > act.at);
      if (owner && !isSameLife(owner.by, act.by) && !(next && isSameLife(next.by, act.by))) {
        return violated(`${act.moment}: ${chunkOf(act)}, by a worker that had lost it`, act);
      }
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      saw("work is claimed", work(1), 5),
      saw("work heartbeats", work(1), 55),
      saw("work is claimed", work(1), 300, { by: worker(2) }),
      saw("work completes", work(1), 310, { by: worker(2) }),
    ),
    breaks: historyOf(
      saw("work is claimed", work(1), 5),
      saw("work is claimed", work(1), 300, { by: worker(2) }),
      saw("work completes", work(1), 310, { by: worker(2) }),
      saw("work completes", work(1), 320),
    ),
  },
});
