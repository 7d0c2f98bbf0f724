import { defineInvariant, holds, stopWithout, unknown, violated } from "@chaos-packs/contract/pack";
import { exited, heard, historyOf, struck } from "../../history/examples.ts";
import { stood } from "../../history/streams-seen.ts";

/** A service that stops says goodbye to every client: no stream is just lost. */
export const streamsAreEndedPolitely = defineInvariant({
  name: "streams are ended politely",
  timed: true,
  check(history) {
    const exit = history.exits.find(({ asked }) => asked);
    const open = stood(history).filter(
      ({ returnedAt, ended }) => exit && returnedAt < exit.at && ended?.by !== "client",
    );
    if (!exit || open.length === 0) return unknown("no stream was open when the service stopped");
    const lost = open.find(({ ended }) => ended?.by === "lost");
    return lost ? violated(`the stream of ${lost.reader} was lost: ${lost.ended?.reason}`) : holds;
  },
  examples: {
    keeps: historyOf(
      struck(10, 300, stopWithout()),
      heard({ ended: { at: 15, by: "service", reason: "1001 going away" } }),
      exited(40, "ended"),
    ),
    breaks: historyOf(
      struck(10, 300, stopWithout()),
      heard({ ended: { at: 15, by: "lost", reason: "1006" } }),
      exited(40, "ended"),
    ),
  },
});
