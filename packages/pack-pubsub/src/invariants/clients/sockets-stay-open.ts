import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { heard, historyOf, struck } from "../../history/examples.ts";
import { stood } from "../../history/streams-seen.ts";

/** Whatever becomes of the broker, no socket and no event stream of a client that reads is closed. */
export const socketsStayOpen = defineInvariant({
  name: "sockets stay open",
  timed: true,
  check(history) {
    const streams = stood(history).filter(({ stalled }) => stalled.length === 0);
    if (streams.length === 0) return unknown("nobody listened");
    const closed = streams.find(({ ended }) => ended !== undefined && ended.by !== "client");
    if (!closed?.ended) return holds;
    const { at, by, reason } = closed.ended;
    const how = by === "service" ? "was closed" : "was lost";
    return violated(`the stream of ${closed.reader} ${how} after ${Math.round(at)} ms: ${reason}`);
  },
  examples: {
    keeps: historyOf(struck(10, 50), heard({})),
    breaks: historyOf(struck(10, 50), heard({ ended: { at: 12, by: "service", reason: "1011 broker lost" } })),
  },
});
