import {
  defineInvariant,
  exceeded,
  faultsSeen,
  holds,
  isSameLife,
  seen,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { chunkInHand } from "../../history/chunk-in-hand.ts";
import { historyOf, said, saw, struck, work, worker } from "../../history/examples.ts";
import { chunkOf, isSameWork } from "../../history/jobs-seen.ts";

/**
 * To clients a dead worker's chunk is processing or failed; once its lease has run out, or somebody has taken it, it may be
 * pending again; it is completed only when somebody has completed it.
 */
export const deadChunkIsShown = defineInvariant({
  name: "dead chunk is shown",
  reads: ["chunks"],
  timed: true,
  traits: ["leaseMs", "heartbeatMs"],
  moments: ["work is claimed", "work heartbeats", "work completes"],
  alsoReads: ["work fails"],
  check(history) {
    const fault = faultsSeen(history).find((each) => chunkInHand(history, each) !== undefined);
    const [leaseMs, heartbeatMs] = [
      seen(history, jobs).promised("leaseMs"),
      seen(history, jobs).promised("heartbeatMs"),
    ];
    const name = fault && chunkInHand(history, fault);
    if (!fault || name === undefined) return unknown("no struck worker had a chunk in hand");
    const about = (moment: "work is claimed" | "work heartbeats" | "work completes" | "work fails") =>
      seen(history, jobs)
        .moments(moment)
        .filter((seen) => isSameWork(chunkOf(seen), name));
    const signs = [...about("work is claimed"), ...about("work heartbeats")].filter(
      ({ by, at }) => isSameLife(by, fault.struck) && at <= fault.at,
    );
    const leaseEnds = Math.max(...signs.map(({ at }) => at)) + leaseMs - heartbeatMs;
    const taken = [...about("work fails"), ...about("work is claimed")].filter(({ at }) => at >= fault.at);
    const mayBePendingAt = Math.min(leaseEnds, ...taken.map(({ at }) => at));
    const completedAt = Math.min(
      Number.POSITIVE_INFINITY,
      ...about("work completes").flatMap(({ at }) => (at >= fault.at ? [at] : [])),
    );
    const shown = seen(history, jobs)
      .answers("chunks")
      .filter(
        ({ input, calledAt, output }) => name.startsWith(`${input.job}/`) && calledAt >= fault.at && output.total > 0,
      );
    if (shown.length === 0) return unknown("nobody asked for the chunk after its worker had died");
    for (const {
      input: { job },
      at,
      output,
    } of shown) {
      const chunk = output.chunks.find((each) => `${job}/${each.chunk}` === name);
      if (!chunk) return violated(`after its worker died chunk ${name} was not shown at all`, output);
      if (chunk.status === "completed" && at < completedAt)
        return violated(`after its worker died chunk ${name} was shown completed, and nobody had completed it`, output);
      if (chunk.status === "pending" && at < mayBePendingAt)
        return exceeded(
          `chunk ${name} was shown pending ${Math.round(mayBePendingAt - at)} ms before the lease of its worker had run out`,
          { byMs: mayBePendingAt - at, from: fault.at, to: mayBePendingAt },
          output,
        );
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      saw("work is claimed", work(1), 5),
      struck(10, 300),
      said(20, ["processing"]),
      said(280, ["failed"]),
      saw("work is claimed", work(1), 300, { by: worker(2) }),
      said(310, ["processing"]),
      saw("work completes", work(1), 320, { by: worker(2) }),
      said(330, ["completed"]),
    ),
    breaks: historyOf(saw("work is claimed", work(1), 5), struck(10, 300), said(20, ["completed"])),
  },
});
