import { defineInvariant, type History, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { gap, heard, historyOf, message, said, struck } from "../../history/examples.ts";
import { numbersOf, takenOn, trait } from "../../history/messages-seen.ts";
import { readersSeen } from "../../history/readers-seen.ts";

/** Nothing that the history still keeps is declared missing: of the newest messages of each channel as many as it promises to keep. */
export const whatIsKeptIsReplayed = defineInvariant({
  name: "what is kept is replayed",
  traits: ["historySize"],
  check(history) {
    const size = trait(history, "historySize");
    const readers = readersSeen(history).filter(({ arrived }) => arrived.length > 0);
    if (readers.length === 0) return unknown("nothing arrived anywhere");
    for (const { name, arrived } of readers) {
      for (const { at, item } of arrived) {
        if (item.type !== "gap") continue;
        const kept = keptAt(history, item.channel ?? "", at, size);
        const wrong = kept.find((seq) => (item.from ?? 0) <= seq && seq <= (item.to ?? -1));
        if (wrong !== undefined)
          return violated(`${name} was told that number ${wrong} of ${item.channel} is missing, and it was kept`, item);
      }
    }
    return holds;
  },
  examples: {
    keeps: historyOf(struck(10, 50), said("1", 5), heard({}, message("1", 7))),
    breaks: historyOf(struck(10, 50), said("1", 5), said("2", 20), heard({}, message("1", 7), gap(2, 2, 60))),
  },
});

/** The numbers of the newest messages of a channel at a time. */
function keptAt(history: History, channel: string, at: number, size: number): readonly number[] {
  return takenOn(history)
    .filter((taken) => taken.channel === channel && taken.calledAt <= at)
    .slice(-size)
    .flatMap((taken) => numbersOf(history, taken));
}
