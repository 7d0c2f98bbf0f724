import { defineInvariant, type History, holds, judgeInTime, unknown, violated } from "@chaos-packs/contract/pack";
import { connection, heard, historyOf, message, said, struck } from "../../history/examples.ts";
import { lastTrouble } from "../../history/last-trouble.ts";
import { isThroughBroker, type Published, published, trait } from "../../history/messages-seen.ts";
import { clientsSeen, listened, messagesOf } from "../../history/readers-seen.ts";

/** Once the broker can be reached again, messages pass through it, and reach each reader, within the promised time. */
export const itIsBackInTime = defineInvariant({
  name: "it is back in time",
  timed: true,
  traits: ["recoverWithinMs", "slackMs"],
  optionalTraits: ["connections", "connectTimeoutMs", "noticeWithinMs"],
  check(history) {
    const promise = { promisedMs: trait(history, "recoverWithinMs"), slackMs: trait(history, "slackMs") };
    const lastCall = Math.max(...publishedInRun(history).map(({ calledAt }) => calledAt));
    const brokenUntil = lastTrouble(history, lastCall);
    if (brokenUntil === undefined) return unknown("nothing was broken");
    const after = publishedInRun(history).filter(({ calledAt }) => calledAt >= brokenUntil);
    const since = after.filter(isThroughBroker);
    if (since.length === 0)
      return after.length > 0
        ? violated("nothing that was published after the trouble passed through the broker")
        : unknown("nothing was published after the trouble");
    const readers = clientsSeen(history).filter((reader) =>
      since.some(({ channel, calledAt }) => listened(reader, channel, calledAt)),
    );
    if (readers.length === 0) return unknown("nobody listened");
    for (const reader of readers) {
      const first = messagesOf(reader).find(({ item }) =>
        since.some(({ channel, id }) => channel === item.channel && id === item.id),
      );
      if (!first) return violated(`nothing that was published after the trouble arrived at ${reader.name}`);
      const verdict = judgeInTime(
        { from: brokenUntil, to: first.at },
        promise,
        (ms) => `${reader.name} got the first message ${ms} ms after the trouble`,
      );
      if (verdict.status !== "holds") return verdict;
    }
    return holds;
  },
  examples: {
    keeps: historyOf(struck(10, 300), connection(1, 20, 22), said("1", 310), heard({}, message("1", 420))),
    breaks: historyOf(struck(10, 300), connection(1, 20, 22), said("1", 310), heard({}, message("1", 2_420))),
  },
});

/** What the workload published, its last word left out: that comes when all is over. */
const publishedInRun = (history: History): readonly Published[] =>
  published(history).filter(({ operation }) => operation.client === "run");
