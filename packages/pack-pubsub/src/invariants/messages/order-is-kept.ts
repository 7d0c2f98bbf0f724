import { defineInvariant, type History, holds, unknown, type Verdict, violated } from "@chaos-packs/contract/pack";
import { heard, historyOf, message, said, struck } from "../../history/examples.ts";
import { takenOn } from "../../history/messages-seen.ts";
import { messagesOf, type Reader, readersSeen } from "../../history/readers-seen.ts";
import type { Arrival } from "../../history/streams-seen.ts";

/**
 * The messages of a channel arrive in order: their numbers grow, and one that was answered before another was published
 * does not come after it.
 */
export const orderIsKept = defineInvariant({
  name: "order is kept",
  check(history) {
    const readers = readersSeen(history).filter((reader) => messagesOf(reader).length > 1);
    if (readers.length === 0) return unknown("nobody got two messages");
    return readers.map((reader) => judge(history, reader)).find(({ status }) => status === "violated") ?? holds;
  },
  examples: {
    keeps: historyOf(struck(10, 50), said("1", 5), said("2", 20), heard({}, message("1", 7), message("2", 60))),
    breaks: historyOf(struck(10, 50), said("1", 5), said("2", 20), heard({}, message("2", 60), message("1", 61))),
  },
});

function judge(history: History, reader: Reader): Verdict {
  const published = new Map(takenOn(history).map((taken) => [`${taken.channel} ${taken.id}`, taken]));
  const last = new Map<
    string,
    { readonly seq: number; readonly calledAt: number; readonly item: Arrival | undefined }
  >();
  for (const { item } of messagesOf(reader)) {
    const channel = item.channel ?? "";
    const before = last.get(channel) ?? { seq: -1, calledAt: Number.NEGATIVE_INFINITY, item: undefined };
    const taken = published.get(`${channel} ${item.id}`);
    const seq = item.seq ?? before.seq;
    const isNumberedBefore = typeof item.seq === "number" && item.seq <= before.seq;
    if (before.item && (isNumberedBefore || (taken && taken.at <= before.calledAt)))
      return violated(`${reader.name} got ${item.id} of ${channel} after ${before.item.id}`, item);
    last.set(channel, { seq, calledAt: Math.max(before.calledAt, taken?.calledAt ?? before.calledAt), item });
  }
  return holds;
}
