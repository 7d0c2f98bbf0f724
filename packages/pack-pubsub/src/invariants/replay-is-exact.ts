import { defineInvariant, type History, holds, type StreamRecord, unknown, violated } from "@chaos-packs/contract";
import { heard, historyOf, message, said, struck } from "../history/build-history.ts";
import { field, takenOn } from "../history/messages-seen.ts";
import { stood } from "../history/readers-seen.ts";

/** A client that goes on where it was gets exactly what it has missed: all of it, nothing that it has seen, and no gap. */
export const replayIsExact = defineInvariant({
  name: "replay is exact",
  check(history) {
    const resumed = stood(history).filter(({ input }) => field(input, "lastEventId") !== undefined);
    const judged = resumed.flatMap((stream) => {
      const missed = missedBy(history, stream);
      return missed === undefined ? [] : [{ stream, missed }];
    });
    if (judged.every(({ missed }) => missed.length === 0))
      return unknown("no client came back that had missed anything");
    for (const { stream, missed } of judged) {
      const reader = field(stream.input, "reader");
      if (stream.items.some(({ value }) => field(value, "type") === "gap"))
        return violated(`${reader} was told of a gap, and everything was kept`, stream.items as never);
      const got = idsOn(stream);
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

const idsOn = ({ items }: StreamRecord): readonly string[] =>
  items.flatMap(({ value }) => (field(value, "type") === "message" ? [String(field(value, "id"))] : []));

/** The ids that were published between the last message that a reader had seen and its coming back; undefined when it had seen none. */
function missedBy(history: History, stream: StreamRecord): readonly string[] | undefined {
  const reader = field(stream.input, "reader");
  const channel = field(stream.input, "channel");
  const earlier = stood(history).filter(
    ({ input, calledAt }) => field(input, "reader") === reader && calledAt < stream.calledAt,
  );
  const last = earlier.flatMap(idsOn).at(-1);
  if (last === undefined) return undefined;
  const taken = takenOn(history).filter((each) => each.channel === channel);
  const from = taken.findIndex(({ id }) => id === last) + 1;
  return taken.slice(from).flatMap(({ id, at }) => (at <= stream.calledAt ? [id] : []));
}
