import assert from "node:assert/strict";
import { test } from "node:test";
import { effectsOfBroadcast } from "../../src/capabilities/effects-of-broadcast.ts";
import {
  gap,
  heard,
  historyOf,
  looked,
  message,
  refused,
  said,
  struck,
  unpromised,
} from "../../src/history/examples.ts";

test("a message that was taken on is acknowledged, one that was refused is not", () => {
  const { acknowledged } = effectsOfBroadcast(historyOf(said("1", 10), refused("2", 20, 503)));
  assert.deepEqual(acknowledged, ["message 1 of news"]);
});

test("a message is there when any reader has it, was told that it is missing, or a subscriber of the service took it in", () => {
  const { present } = effectsOfBroadcast(
    historyOf(
      said("1", 10),
      said("2", 20),
      heard({}, message("1", 12), gap(2, 2, 30)),
      looked("deliveries", {}, 40, { taken: [{ subscriber: "s", channel: "orders", id: "3", seq: 3 }], gaps: [] }),
    ),
  );
  assert.deepEqual([...present].sort(), ["message 1 of news", "message 2 of news", "message 3 of orders"]);
});

test("a message without a number is not there because some number is missing", () => {
  const { present } = effectsOfBroadcast(
    historyOf(said("a", 10, { seq: null, via: "local" }), heard({}, gap(0, 99, 30))),
  );
  assert.deepEqual(present, []);
});

test("what is published to a channel before anybody listens to it is owed to nobody, and all after that is", () => {
  const { acknowledged } = effectsOfBroadcast(
    historyOf(said("1", 10), said("2", 20), said("3", 30), heard({ from: 15 }, message("2", 22))),
  );
  assert.deepEqual(acknowledged, ["message 2 of news", "message 3 of news"]);
});

test("a message that one stream brought again is a duplicate, and not one that another stream brought, too", () => {
  const { duplicates } = effectsOfBroadcast(
    historyOf(
      said("1", 10),
      heard({}, message("1", 12), message("1", 13), message("2", 14)),
      heard({}, message("1", 12)),
    ),
  );
  assert.deepEqual(duplicates, ["message 1 of news"]);
});

test("a service that does not promise to catch up owes what arrived, and what was published while nothing was wrong", () => {
  const history = historyOf(
    said("1", 10),
    said("2", 1_010),
    said("3", 2_500),
    said("4", 5_000),
    struck(1_020, 2_000),
    heard({}, message("1", 12), message("3", 2_502)),
  );
  assert.deepEqual(effectsOfBroadcast(unpromised(history, "catchUpWithinMs")).acknowledged, [
    "message 1 of news",
    "message 3 of news",
    "message 4 of news",
  ]);
});

test("a message that was published twice is no duplicate of a service that does not know it again", () => {
  const history = historyOf(said("1", 10), said("1", 20), heard({}, message("1", 12), message("1", 22)));
  assert.deepEqual(effectsOfBroadcast(history).duplicates, ["message 1 of news"]);
  assert.deepEqual(effectsOfBroadcast(unpromised(history, "knownForMs")).duplicates, []);
});
