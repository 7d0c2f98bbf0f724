import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { gap, heard, historyOf, message, said, struck } from "../history/build-history.ts";
import { field, trait } from "../history/messages-seen.ts";
import { missedBy } from "../history/missed-by.ts";
import { stood } from "../history/readers-seen.ts";

/** A client that has missed more than the history keeps is told so when it comes back. */
export const gapIsDeclared = defineInvariant({
  name: "gap is declared",
  check(history) {
    const size = trait(history, "historySize") ?? Number.POSITIVE_INFINITY;
    const resumed = stood(history).filter(({ input }) => field(input, "lastEventId") !== undefined);
    const judged = resumed.filter((stream) => (missedBy(history, stream) ?? []).length > size);
    if (judged.length === 0) return unknown("nobody came back that had missed more than the history keeps");
    const untold = judged.find(({ items }) => !items.some(({ value }) => field(value, "type") === "gap"));
    return untold ? violated(`${field(untold.input, "reader")} was told of no gap`) : holds;
  },
  examples: { keeps: back(gap(1, 2, 60), message("3", 61)), breaks: back(message("3", 61)) },
});

function back(...items: Parameters<typeof heard>[1][]) {
  return historyOf(
    struck(1, 90),
    said("0", 2),
    heard({ ended: { at: 8, by: "client", reason: "cut" } }, message("0", 5)),
    ...["1", "2", "3", "4", "5", "6", "7"].map((id) => said(id, 10 + Number(id))),
    heard({ from: 50, lastEventId: "0" }, ...items),
  );
}
