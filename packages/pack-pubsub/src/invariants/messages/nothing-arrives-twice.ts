import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { heard, historyOf, message, struck } from "../../history/examples.ts";
import { isNewAgain } from "../../history/messages-seen.ts";
import { messagesOf, readersSeen } from "../../history/readers-seen.ts";

/** No reader gets a message twice, not even over two streams one after the other; one that was published twice only where the service knows it again. */
export const nothingArrivesTwice = defineInvariant({
  name: "nothing arrives twice",
  optionalTraits: ["knownForMs"],
  check(history) {
    const readers = readersSeen(history);
    if (readers.every((reader) => messagesOf(reader).length === 0)) return unknown("no message arrived anywhere");
    for (const reader of readers) {
      const got = new Set<string>();
      for (const { item } of messagesOf(reader)) {
        const name = `${item.id} of ${item.channel}`;
        if (got.has(name) && !isNewAgain(history, item)) return violated(`${reader.name} got ${name} twice`, item);
        got.add(name);
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
