import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { gap, heard, historyOf, message, said, struck } from "../history/build-history.ts";
import { takenOn, trait } from "../history/messages-seen.ts";
import { clientsSeen } from "../history/readers-seen.ts";

/** When more is missed than the history keeps, every reader of the channel is told which numbers it has missed. */
export const gapIsDeclared = defineInvariant({
  name: "gap is declared",
  check(history) {
    const size = trait(history, "historySize") ?? Number.POSITIVE_INFINITY;
    const taken = takenOn(history);
    const over = taken.find(({ channel }) => taken.filter((each) => each.channel === channel).length > size);
    const readers = clientsSeen(history).filter(({ wants }) => over && wants(over.channel));
    if (!over || readers.length === 0) return unknown("no more was published than the history keeps");
    const untold = readers.find(({ arrived }) => !arrived.some(({ item: { type } }) => type === "gap"));
    return untold ? violated(`${untold.name} was told of no gap`) : holds;
  },
  examples: {
    keeps: historyOf(
      struck(10, 50),
      ...["1", "2", "3", "4", "5", "6", "7"].map((id) => said(id, 10 + Number(id))),
      heard({}, gap(1, 2, 60), message("3", 61)),
    ),
    breaks: historyOf(
      struck(10, 50),
      ...["1", "2", "3", "4", "5", "6", "7"].map((id) => said(id, 10 + Number(id))),
      heard({}, message("3", 61)),
    ),
  },
});
