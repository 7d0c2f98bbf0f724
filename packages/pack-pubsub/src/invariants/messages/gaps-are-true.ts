import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { gap, heard, historyOf, message, struck } from "../../history/examples.ts";
import { isDeclared, messagesOf, readersSeen } from "../../history/readers-seen.ts";

/** What is declared missing to a reader does not arrive there, neither before nor after. */
export const gapsAreTrue = defineInvariant({
  name: "gaps are true",
  check(history) {
    const readers = readersSeen(history);
    if (readers.every((reader) => messagesOf(reader).length === 0)) return unknown("no message arrived anywhere");
    for (const reader of readers) {
      const got = messagesOf(reader).find(
        ({ item: { channel = "", seq } }) => typeof seq === "number" && isDeclared(reader, channel, seq),
      );
      if (got) return violated(`${reader.name} got ${got.item.id}, and was told that it is missing`, got.item);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(struck(10, 50), heard({}, message("1", 7), gap(2, 3, 60), message("4", 61))),
    breaks: historyOf(struck(10, 50), heard({}, message("1", 7), gap(2, 3, 60), message("3", 61))),
  },
});
