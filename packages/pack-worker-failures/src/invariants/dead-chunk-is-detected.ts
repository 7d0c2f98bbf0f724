import { defineInvariant, type FaultEvent, type History, holds, unknown, violated } from "@chaos-packs/contract";
import { historyOf, saw, struck, worker } from "../history/build-history.ts";
import { chunkInHand, faultsSeen } from "../history/faults-seen.ts";
import { chunkOf, isSameLife, moments } from "../history/jobs-seen.ts";

/** A struck worker that lived on and ended its chunk was slow, not dead. */
const completesItself = (history: History, { struck: by, at }: FaultEvent, chunk: string): boolean =>
  moments(history, "chunk is completed").some(
    (seen) =>
      chunkOf(seen) === chunk && isSameLife(seen.by, by) && seen.edge === "after" && !seen.failed && seen.at >= at,
  );

/** What a struck worker that died had in hand is taken from it: marked failed after the fault. */
export const deadChunkIsDetected = defineInvariant({
  name: "dead chunk is detected",
  moments: ["chunk is claimed", "chunk is completed", "chunk fails"],
  check(history) {
    const lost = faultsSeen(history).flatMap((fault) => {
      const chunk = chunkInHand(history, fault);
      return chunk && !completesItself(history, fault, chunk) ? [{ fault, chunk }] : [];
    });
    if (lost.length === 0) return unknown("no struck worker had a chunk in hand");
    const failures = moments(history, "chunk fails");
    const unnoticed = lost.find(
      ({ fault, chunk }) => !failures.some((seen) => chunkOf(seen) === chunk && seen.at >= fault.at),
    );
    return unnoticed ? violated(`chunk ${unnoticed.chunk} was in the hands of a dead worker and never failed`) : holds;
  },
  examples: {
    keeps: historyOf(saw("chunk is claimed", 10, 5), struck(20, 300), saw("chunk fails", 290, 5, { by: worker(2) })),
    breaks: historyOf(saw("chunk is claimed", 10, 5), struck(20, 300), saw("chunk fails", 290, 6, { by: worker(2) })),
  },
});
