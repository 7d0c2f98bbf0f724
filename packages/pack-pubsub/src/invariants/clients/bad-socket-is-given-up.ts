import { defineInvariant, exceeded, type History, holds, seen, unknown } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { did, heard, historyOf, struck } from "../../history/examples.ts";
import { published, trait } from "../../history/messages-seen.ts";
import { asked } from "../../history/streams-seen.ts";

const BAD = "bad";

/**
 * A socket whose client has died, or takes nothing any more, is given up within the promised time: the service holds one
 * fewer. A client that takes nothing cannot be noticed before more was sent to it than the buffers of two kernels take.
 */
export const badSocketIsGivenUp = defineInvariant({
  name: "bad socket is given up",
  reads: ["openStreams"],
  timed: true,
  traits: ["giveUpWithinMs", "slackMs", "messageBytes"],
  check(history) {
    const [promised, slack] = [trait(history, "giveUpWithinMs"), trait(history, "slackMs")];
    const bad = asked(history).find(({ reader }) => reader === BAD);
    const badAt = bad && (bad.stalled[0]?.from ?? bad.ended?.at);
    const noticeableAt = badAt !== undefined && bad?.stalled[0] ? Math.max(badAt, lastLargeAt(history)) : badAt;
    const told = seen(history, broadcast).answers("openStreams");
    const before = told.findLast(({ calledAt }) => badAt !== undefined && calledAt < badAt);
    const after = told.filter(({ calledAt }) => badAt !== undefined && calledAt >= badAt);
    if (badAt === undefined || noticeableAt === undefined || !before || after.length === 0)
      return unknown("no socket went bad while health was asked how many are open");
    const gone = after.find(({ output }) => output.count < before.output.count);
    const tookMs = (gone?.at ?? history.endedAt) - noticeableAt;
    if (tookMs <= promised + slack) return holds;
    const how = gone ? "was given up" : "was still held";
    return exceeded(`the bad socket ${how} ${Math.round(tookMs)} ms later; promised are ${promised} ms`, {
      byMs: tookMs - promised,
      from: noticeableAt,
      to: noticeableAt + tookMs,
    });
  },
  examples: {
    keeps: historyOf(
      struck(1, 90),
      did("openStreams", {}, 2, { count: 3 }),
      heard({ reader: BAD, stalled: [{ from: 5 }] }, { at: 4, value: { type: "alive" } }),
      did("openStreams", {}, 200, { count: 2 }),
    ),
    breaks: historyOf(
      struck(1, 90),
      did("openStreams", {}, 2, { count: 3 }),
      heard({ reader: BAD, stalled: [{ from: 5 }] }, { at: 4, value: { type: "alive" } }),
      did("openStreams", {}, 2_000, { count: 3 }),
    ),
  },
});

/** When the last of the messages that fill buffers was on its way. */
const lastLargeAt = (history: History): number =>
  Math.max(
    0,
    ...published(history).flatMap(({ body, at }) => (body.length > trait(history, "messageBytes") / 2 ? [at] : [])),
  );
