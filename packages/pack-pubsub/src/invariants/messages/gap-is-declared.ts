import { defineInvariant, type History, holds, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { gap, heard, historyOf, message, said, struck } from "../../history/examples.ts";
import { takenOn, trait } from "../../history/messages-seen.ts";
import { missedBy } from "../../history/missed-by.ts";
import { messagesOf, subscribersSeen } from "../../history/readers-seen.ts";
import { stood } from "../../history/streams-seen.ts";

/** Who has missed more than the history keeps is told so: a client when it comes back, a process that listens for itself when the fault is over. */
export const gapIsDeclared = defineInvariant({
  name: "gap is declared",
  traits: ["historySize", "catchUpWithinMs"],
  check(history) {
    const judged = [...clientsBack(history), ...subscribersBehind(history)];
    if (judged.length === 0) return unknown("nobody came back that had missed more than the history keeps");
    const untold = judged.find(({ isTold }) => !isTold);
    return untold ? violated(`${untold.name} was told of no gap`) : holds;
  },
  examples: { keeps: back(gap(1, 2, 60), message("3", 61)), breaks: back(message("3", 61)) },
});

interface Judged {
  readonly name: string;
  readonly isTold: boolean;
}

const sizeOf = (history: History): number => trait(history, "historySize");

const clientsBack = (history: History): readonly Judged[] =>
  stood(history)
    .filter(({ lastEventId }) => lastEventId !== undefined)
    .filter((stream) => (missedBy(history, stream) ?? []).length > sizeOf(history))
    .map(({ reader: name, items }) => ({ name, isTold: items.some(({ value: { type } }) => type === "gap") }));

/** Processes that have not taken all of a channel in which more was published during the fault than the history keeps. */
function subscribersBehind(history: History): readonly Judged[] {
  const fault = trouble(history);
  const during = takenOn(history).filter(({ calledAt, at }) => fault && calledAt >= fault.at && at <= fault.until);
  return subscribersSeen(history).flatMap((reader) =>
    [...new Set(during.map(({ channel }) => channel))].filter(reader.wants).flatMap((channel) => {
      const ids = during.filter((each) => each.channel === channel).map(({ id }) => id);
      const had = new Set(messagesOf(reader).flatMap(({ item }) => (item.channel === channel ? [item.id] : [])));
      if (ids.length <= sizeOf(history) || ids.every((id) => had.has(id))) return [];
      const isTold = reader.arrived.some(({ item }) => item.type === "gap" && item.channel === channel);
      return [{ name: reader.name, isTold }];
    }),
  );
}

function back(...items: Parameters<typeof heard>[1][]) {
  return historyOf(
    struck(1, 90),
    said("0", 2),
    heard({ ended: { at: 8, by: "client", reason: "cut" } }, message("0", 5)),
    ...["1", "2", "3", "4", "5", "6", "7"].map((id) => said(id, 10 + Number(id))),
    heard({ from: 50, lastEventId: "0" }, ...items),
  );
}
