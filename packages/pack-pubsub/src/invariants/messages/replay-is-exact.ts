import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { heard, historyOf, message, said, struck } from "../../history/examples.ts";
import { published, takenOn } from "../../history/messages-seen.ts";
import { idsOn, missedBy } from "../../history/missed-by.ts";
import { stood } from "../../history/streams-seen.ts";

/** A client that goes on where it was gets exactly what it has missed: all of it, nothing that it has seen, and no gap. */
export const replayIsExact = defineInvariant({
  name: "replay is exact",
  traits: ["historySize"],
  check(history) {
    const resumed = stood(history).filter(({ lastEventId }) => lastEventId !== undefined);
    const judged = resumed.flatMap((stream) => {
      const missed = missedBy(history, stream);
      return missed === undefined ? [] : [{ stream, missed }];
    });
    if (judged.every(({ missed }) => missed.length === 0))
      return unknown("no client came back that had missed anything");
    // One that was given up unanswered may be there or not.
    const taken = new Set(takenOn(history).map(({ id }) => id));
    const open = new Set(published(history).flatMap(({ id }) => (taken.has(id) ? [] : [id])));
    for (const { stream, missed } of judged) {
      const { reader } = stream;
      const gap = stream.items.find(({ value: { type } }) => type === "gap");
      if (gap) return violated(`${reader} was told of a gap, and everything was kept`, gap.value);
      const got = idsOn(stream).filter((id) => !open.has(id));
      const wrong = missed.find((id, index) => got[index] !== id);
      if (wrong !== undefined)
        return violated(
          `${reader} had missed ${missed.join(", ")} and got ${got.slice(0, missed.length + 1).join(", ")}`,
        );
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      struck(1, 90),
      heard({ ended: { at: 11, by: "client", reason: "cut" } }, message("1", 5)),
      said("2", 20),
      said("3", 25),
      heard({ from: 30, lastEventId: "1" }, message("2", 31), message("3", 32), message("4", 50)),
    ),
    breaks: historyOf(
      struck(1, 90),
      heard({ ended: { at: 11, by: "client", reason: "cut" } }, message("1", 5)),
      said("2", 20),
      said("3", 25),
      heard({ from: 30, lastEventId: "1" }, message("1", 31), message("2", 32), message("3", 33)),
    ),
  },
});
