import { defineInvariant, exceeded, type History, holds, type Operation, unknown } from "@chaos-packs/contract";
import { arrived, did, heard, historyOf, struck } from "../history/build-history.ts";
import { field, published, trait } from "../history/messages-seen.ts";

const BAD = "bad";

/**
 * A socket whose client has died, or takes nothing any more, is given up within the promised time: the service holds one
 * fewer. A client that takes nothing cannot be noticed before more was sent to it than the buffers of two kernels take.
 */
export const badSocketIsGivenUp = defineInvariant({
  name: "bad socket is given up",
  reads: ["health"],
  timed: true,
  traits: ["giveUpWithinMs", "slackMs", "messageBytes"],
  check(history) {
    const [promised, slack] = [trait(history, "giveUpWithinMs"), trait(history, "slackMs")];
    const bad = history.streams.find(({ input }) => field(input, "reader") === BAD);
    const badAt = bad && (bad.stalled[0]?.from ?? bad.ended?.at);
    const noticeableAt = badAt !== undefined && bad?.stalled[0] ? Math.max(badAt, lastLargeAt(history)) : badAt;
    const asked = history.operations.filter(({ name, result }) => name === "health" && result.status === "ok");
    const before = asked.findLast(({ calledAt }) => badAt !== undefined && calledAt < badAt);
    const after = asked.filter(({ calledAt }) => badAt !== undefined && calledAt >= badAt);
    if (badAt === undefined || noticeableAt === undefined || !before || after.length === 0)
      return unknown("no socket went bad while health was asked for");
    const gone = after.find((each) => socketsOf(each) < socketsOf(before));
    const tookMs = (gone?.returnedAt ?? history.endedAt) - noticeableAt;
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
      did("health", {}, 2, { mode: "NORMAL", sockets: 3, unheard: 0 }),
      heard({ reader: BAD, stalled: [{ from: 5 }] }, arrived(4, { type: "alive" })),
      did("health", {}, 200, { mode: "NORMAL", sockets: 2, unheard: 0 }),
    ),
    breaks: historyOf(
      struck(1, 90),
      did("health", {}, 2, { mode: "NORMAL", sockets: 3, unheard: 0 }),
      heard({ reader: BAD, stalled: [{ from: 5 }] }, arrived(4, { type: "alive" })),
      did("health", {}, 2_000, { mode: "NORMAL", sockets: 3, unheard: 0 }),
    ),
  },
});

/** When the last of the messages that fill buffers was on its way. */
const lastLargeAt = (history: History): number =>
  Math.max(
    0,
    ...published(history).flatMap(({ body, at }) => (body.length > trait(history, "messageBytes") / 2 ? [at] : [])),
  );

const socketsOf = ({ result }: Operation): number =>
  result.status === "ok" ? Number(field(result.output, "sockets")) : Number.NaN;
