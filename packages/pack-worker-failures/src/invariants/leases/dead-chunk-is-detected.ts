import {
  defineInvariant,
  type FaultEvent,
  faultsSeen,
  type History,
  holds,
  isSameLife,
  type MomentSeen,
  seen,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { chunkInHand } from "../../history/chunk-in-hand.ts";
import { historyOf, saw, struck, work, worker } from "../../history/examples.ts";
import { chunkOf, isSameWork } from "../../history/jobs-seen.ts";

/** Signs of life no further apart than this, in leases, are those of a worker that is slow and not dead. */
const LEASES_BETWEEN_SIGNS = 2;

/** Whether a struck worker was slow and not dead: it kept its lease alive and ended its chunk itself. */
function livesOn(history: History, { struck: by, at }: FaultEvent, chunk: string): boolean {
  const ofIt = (seen: MomentSeen): boolean => isSameWork(chunkOf(seen), chunk) && isSameLife(seen.by, by);
  const end = seen(history, jobs)
    .moments("work completes")
    .find((seen) => ofIt(seen) && seen.at >= at);
  const leaseMs = seen(history, jobs).promised("leaseMs");
  if (!end) return false;
  const claim = seen(history, jobs)
    .moments("work is claimed")
    .findLast((seen) => ofIt(seen) && seen.at <= at);
  const beats = seen(history, jobs)
    .moments("work heartbeats")
    .filter((seen) => ofIt(seen) && seen.at < end.at);
  const signs = [...(claim ? [claim] : []), ...beats, end].map((seen) => seen.at).sort((a, b) => a - b);
  return signs.every((sign, index) => sign - (signs[index - 1] ?? sign) <= LEASES_BETWEEN_SIGNS * leaseMs);
}

/** What a struck worker that died had in hand is taken from it after the fault: marked failed, or given out again. */
export const deadChunkIsDetected = defineInvariant({
  name: "dead chunk is detected",
  timed: true,
  traits: ["leaseMs"],
  moments: ["work is claimed", "work heartbeats", "work completes"],
  alsoReads: ["work fails"],
  check(history) {
    const lost = faultsSeen(history).flatMap((fault) => {
      const chunk = chunkInHand(history, fault);
      return chunk && !livesOn(history, fault, chunk) ? [{ fault, chunk }] : [];
    });
    if (lost.length === 0) return unknown("no struck worker had a chunk in hand");
    const [failures, claims] = [
      seen(history, jobs).moments("work fails"),
      seen(history, jobs).moments("work is claimed"),
    ];
    const isTaken = ({ fault, chunk }: (typeof lost)[number]): boolean =>
      [...failures, ...claims.filter(({ by }) => !isSameLife(by, fault.struck))].some(
        (seen) => isSameWork(chunkOf(seen), chunk) && seen.at >= fault.at,
      );
    const unnoticed = lost.find((each) => !isTaken(each));
    return unnoticed
      ? violated(
          `chunk ${unnoticed.chunk} was in the hands of a dead worker, and neither failed nor was given out again`,
        )
      : holds;
  },
  examples: {
    keeps: historyOf(
      saw("work is claimed", work(5), 10),
      struck(20, 300),
      saw("work fails", work(5), 290, { by: worker(2) }),
    ),
    breaks: historyOf(
      saw("work is claimed", work(5), 10),
      struck(20, 300),
      saw("work fails", work(6), 290, { by: worker(2) }),
    ),
  },
});
