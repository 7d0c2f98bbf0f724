import { defineInvariant, type History, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { gap, heard, historyOf, message, said, struck } from "../../history/examples.ts";
import { isCalm } from "../../history/is-calm.ts";
import { numbersOf, type Taken, takenOn, trait } from "../../history/messages-seen.ts";
import { isDeclared, messagesOf, type Reader, readersSeen } from "../../history/readers-seen.ts";

/**
 * Every message that was taken on arrives at each reader who was listening, or is declared missing to it. Of a service that
 * does not promise to catch up: every message that was published while nothing was wrong, and had not been for as long as the
 * service may take to be back.
 */
export const everythingArrives = defineInvariant({
  name: "everything arrives",
  timed: true,
  traits: ["recoverWithinMs", "slackMs"],
  optionalTraits: ["catchUpWithinMs", "connections", "connectTimeoutMs", "noticeWithinMs"],
  check(history) {
    const judged = readersSeen(history).flatMap((reader) =>
      takenOn(history).map((taken) => ({ reader, taken, isThere: isThere(history, reader, taken) })),
    );
    const lost = judged.find(({ reader, taken, isThere }) => !isThere && isOwed(history, reader, taken));
    if (!lost && !judged.some(({ isThere }) => isThere))
      return unknown("nothing was published to anybody who listened");
    if (!lost) return holds;
    const { reader, taken } = lost;
    return violated(
      `${reader.name} never got ${taken.id} of ${taken.channel}, which was answered ${JSON.stringify(taken.answer)}, and was not told that it is missing`,
      taken.operation,
    );
  },
  examples: {
    keeps: historyOf(
      struck(10, 50),
      said("1", 5),
      said("2", 20),
      said("3", 60),
      heard({}, message("1", 7), gap(2, 2, 61), message("3", 62)),
    ),
    breaks: historyOf(
      struck(10, 50),
      said("1", 5),
      said("2", 20),
      said("3", 60),
      heard({}, message("1", 7), message("3", 62)),
    ),
  },
});

/** Whether a reader must have a message by now: it listened before the message was given, and long enough after, or got a later one. */
function isOwed(history: History, reader: Reader, taken: Taken): boolean {
  if (!reader.wants(taken.channel)) return false;
  const catchUpMs = seen(history, broadcast).trait("catchUpWithinMs");
  const backMs = trait(history, "recoverWithinMs") + trait(history, "slackMs");
  if (catchUpMs === undefined && !isCalm(history, taken, backMs)) return false;
  const standing = reader.standings.find(({ from, until }) => from <= taken.calledAt && taken.at < until);
  if (!standing) return false;
  const waitMs = catchUpMs === undefined ? backMs : catchUpMs + trait(history, "slackMs");
  if (taken.at + waitMs <= Math.min(standing.until, history.endedAt)) return true;
  const later = takenOn(history).filter(({ channel, calledAt }) => channel === taken.channel && calledAt > taken.at);
  return later.some(({ id }) => hasGot(reader, { channel: taken.channel, id }));
}

const hasGot = (reader: Reader, { channel, id }: Pick<Taken, "channel" | "id">): boolean =>
  messagesOf(reader).some(({ item }) => item.channel === channel && item.id === id);

const isThere = (history: History, reader: Reader, taken: Taken): boolean =>
  hasGot(reader, taken) || numbersOf(history, taken).some((seq) => isDeclared(reader, taken.channel, seq));
