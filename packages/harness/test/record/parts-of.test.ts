import assert from "node:assert/strict";
import { test } from "node:test";
import type { MessageDescription } from "@chaos-packs/contract";
import { partsOf, type ReadMessage } from "../../src/record/parts-of.ts";

type Given = Partial<Pick<ReadMessage, "connection" | "isOwn" | "answeredAt">> &
  Partial<Pick<MessageDescription, "outcome" | "transaction" | "isPushed">>;

function message(
  sentAt: number,
  fingerprint: string,
  { outcome = "done", transaction, isPushed, connection = 1, isOwn = false, ...given }: Given = {},
): ReadMessage {
  return {
    ...{ sentAt, connection, isOwn, dependency: "postgres", by: { role: "worker", index: 0, incarnation: 1 } },
    ...("answeredAt" in given ? given : { answeredAt: sentAt + 1 }),
    description: {
      ...{ text: fingerprint, fingerprint, outcome, values: [] },
      ...(transaction && { transaction }),
      ...(isPushed && { isPushed }),
      pattern: { call: "statement", args: [], options: {} },
    },
  };
}

const poll = (at: number, rows: "rows" | "no rows", connection = 1): readonly ReadMessage[] => [
  message(at, "begin", { transaction: "begins", connection }),
  message(at + 2, "update jobs", { outcome: rows, connection }),
  message(at + 4, "commit", { transaction: "ends", connection }),
];

test("a poll that finds something is what the request brought about, with the transaction that it stands in", () => {
  const messages = [...poll(0, "no rows"), ...poll(110, "rows"), ...poll(120, "no rows")];
  assert.deepEqual(partsOf(messages, 100), [
    ...["background", "background", "background"],
    ...["request", "request", "request"],
    ...["background", "background", "background"],
  ]);
});

test("a transaction is that of its connection, though others go on between its messages", () => {
  const [found, empty] = [poll(110, "rows", 1), poll(111, "no rows", 2)];
  const mixed = found.flatMap((each, index) => [each, empty[index] as ReadMessage]);
  assert.deepEqual(partsOf([...poll(0, "no rows"), ...mixed], 100).slice(3), [
    ...["request", "background", "request", "background", "request", "background"],
  ]);
});

test("what carries a value of the journey is no background, though it comes to the same as while nothing is asked", () => {
  assert.deepEqual(partsOf([message(0, "heartbeat"), message(110, "heartbeat", { isOwn: true })], 100), [
    "background",
    "request",
  ]);
});

test("one that waited since before the request is brought about when it gets something, and not when it gets nothing", () => {
  const waiting = (outcome: string): ReadMessage => message(0, `pop ${outcome}`, { outcome, answeredAt: 150 });
  assert.deepEqual(partsOf([waiting("a reply"), waiting("nothing")], 100), ["request", "start"]);
});

test("one that is never answered is background only where another was waiting before the request, too", () => {
  const unanswered = (at: number, what: string): ReadMessage => {
    const { answeredAt: _, ...asked } = message(at, what, { outcome: "no answer" });
    return asked;
  };
  const messages = [unanswered(0, "pop"), unanswered(120, "pop"), unanswered(121, "publish")];
  assert.deepEqual(partsOf(messages, 100), ["background", "background", "request"]);
});

test("what came before the request, and then no more, is of the start", () => {
  assert.deepEqual(partsOf([message(0, "subscribe"), message(1, "poll"), message(110, "poll")], 100), [
    "start",
    "background",
    "background",
  ]);
});
