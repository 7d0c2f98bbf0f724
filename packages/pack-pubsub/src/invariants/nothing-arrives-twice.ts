import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { heard, historyOf, message, struck } from "../history/build-history.ts";
import { messagesOf, readersSeen } from "../history/readers-seen.ts";

/** No reader gets a message twice, not even over two streams one after the other. */
export const nothingArrivesTwice = defineInvariant({
  name: "nothing arrives twice",
  check(history) {
    const readers = readersSeen(history);
    if (readers.every((reader) => messagesOf(reader).length === 0)) return unknown("no message arrived anywhere");
    for (const reader of readers) {
      const seen = new Set<string>();
      for (const { item } of messagesOf(reader)) {
        const name = `${item.id} of ${item.channel}`;
        if (seen.has(name)) return violated(`${reader.name} got ${name} twice`, item);
        seen.add(name);
      }
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      struck(10, 50),
      heard({}, message("1", 7), message("2", 60)),
      heard({ reader: "s2" }, message("1", 7)),
    ),
    breaks: historyOf(struck(10, 50), heard({}, message("1", 7), message("2", 60), message("1", 61))),
  },
});
