import { defineInvariant, faultsSeen, holds, unknown, violated } from "@chaos-packs/contract";
import { historyOf, saw, status, struck } from "../history/build-history.ts";
import { chunkInHand } from "../history/chunk-in-hand.ts";
import { answers } from "../history/jobs-seen.ts";

/** To clients a dead worker's chunk is processing until its heartbeat times out, and failed from then on. */
export const deadChunkIsShown = defineInvariant({
  name: "dead chunk is shown",
  moments: ["chunk is claimed", "chunk is completed"],
  check(history) {
    const fault = faultsSeen(history).find((each) => chunkInHand(history, each) !== undefined);
    if (!fault) return unknown("no struck worker had a chunk in hand");
    const name = chunkInHand(history, fault);
    const shown = answers(history, "status").flatMap(({ job, calledAt, at, output }) =>
      calledAt < fault.at
        ? []
        : output.chunks
            .filter(({ chunk }) => `${job}/${chunk}` === name)
            .map((chunk) => ({ calledAt, at, state: chunk.status })),
    );
    const failed = shown.find(({ state }) => state === "failed");
    const isInOrder =
      failed !== undefined &&
      shown.some(({ state, calledAt }) => state === "processing" && calledAt < failed.at) &&
      shown.every(({ state, calledAt }) => state === "failed" || (state === "processing" && calledAt < failed.at));
    const order = shown.map(({ state }) => state).filter((state, index, all) => state !== all[index - 1]);
    return isInOrder
      ? holds
      : violated(`after its worker died chunk ${name} was seen as ${order.join(", then ") || "nothing"}`);
  },
  examples: {
    keeps: historyOf(
      saw("chunk is claimed", 5, 1),
      struck(10, 300),
      status(20, ["processing"]),
      status(280, ["processing"]),
      status(290, ["failed"]),
    ),
    breaks: historyOf(saw("chunk is claimed", 5, 1), struck(10, 300), status(20, ["failed"])),
  },
});
