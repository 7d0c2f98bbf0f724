import assert from "node:assert/strict";
import test from "node:test";
import { isChaosError } from "@chaos-packs/contract/kind";
import fc from "fast-check";
import type { RedisRule } from "../../src/rules/redis-rule.ts";
import { RuleBook } from "../../src/rules/rule-book.ts";
import { messageOf } from "../support/message.ts";

const set = messageOf("SET", "k", "v");
const struckOf = (book: RuleBook, count: number): readonly boolean[] =>
  Array.from({ length: count }, () => book.strike(set, "before", 1).rule !== undefined);

test("of any hundred commands a fraction strikes exactly its part, whatever the seed", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 100 }), (seed, percent) => {
      const book = new RuleBook(seed);
      book.lay({ error: "x", fraction: percent / 100 });
      assert.ok(Math.abs(struckOf(book, 100).filter(Boolean).length - percent) <= 1);
    }),
  );
});

test("a rule strikes from its occurrence on, and so many times", () => {
  const book = new RuleBook(1);
  book.lay({ error: "x", occurrence: 3, times: 2 });
  assert.deepEqual(struckOf(book, 6), [false, false, true, true, false, false]);
});

test("a rule for connections that are open now leaves alone those that are dialled later", () => {
  const book = new RuleBook(1);
  book.dialled(1);
  book.lay({ error: "x", connections: "open now" });
  book.dialled(2);
  assert.ok(book.strike(set, "before", 1).rule);
  assert.equal(book.strike(set, "before", 2).rule, undefined);
});

test("a rule acts at its edge alone", () => {
  const book = new RuleBook(1);
  book.lay({ cut: "unanswered" });
  assert.equal(book.strike(set, "before", 1).rule, undefined);
  assert.ok(book.strike(set, "after", 1).rule);
});

test("a rule on connections strikes the next so many dials, each until it is closed or healed", async () => {
  const book = new RuleBook(1);
  book.dialled(1);
  const laid = book.lay({ on: "connections", error: "NOAUTH", times: 2 });
  for (const id of [2, 3, 4]) book.dialled(id);
  assert.deepEqual(
    [1, 2, 3, 4].map((id) => book.strike(set, "before", id).rule?.error),
    [undefined, "NOAUTH", "NOAUTH", undefined],
  );
  assert.ok(book.wants("SET", 2) && !book.wants("SET", 4));
  book.closed(2);
  assert.equal(book.strike(set, "before", 2).rule, undefined);
  await laid[Symbol.asyncDispose]();
  assert.equal(book.strike(set, "before", 3).rule, undefined);
});

test("`once` strikes the first command of each connection that matches", () => {
  const book = new RuleBook(1);
  book.lay({ on: "connections", error: "LOADING", once: true });
  book.dialled(1);
  assert.equal(book.strike(messageOf("HELLO", "3"), "before", 1).rule, undefined);
  assert.equal(book.strike(set, "before", 1).rule?.error, "LOADING");
  assert.equal(book.strike(set, "before", 1).rule, undefined);
});

test("what is no rule, does nothing, does two things, or what cannot be where it strikes is refused", () => {
  const bad: readonly unknown[] = [
    null,
    {},
    { delayMs: 0 },
    { delayMs: Number.NaN },
    { delayMs: 2 ** 31 },
    { on: "pushed", delayMs: Number.POSITIVE_INFINITY },
    { error: "x", fraction: 0 },
    { error: "x", fraction: 2 },
    { error: "x", times: 0 },
    { error: "x", occurrence: 1.5 },
    { error: "x", delayMs: 5 },
    { copies: 0 },
    { items: -1 },
    { cut: "sideways" },
    { loses: true },
    { on: "pushed", error: "x" },
    { on: "pushed", cut: "unanswered" },
    { on: "connections", delayMs: 5 },
    { on: "elsewhere", error: "x" },
  ];
  const book = new RuleBook(1);
  for (const rule of bad) {
    assert.throws(
      () => book.lay(rule),
      (error) => isChaosError(error, "BAD_RULE"),
      JSON.stringify(rule),
    );
  }
  const good: readonly RedisRule[] = [
    { cut: "inside", items: 0 },
    { items: 2 },
    { delayMs: 2 ** 31 - 1 },
    { on: "pushed", cut: "answered" },
  ];
  for (const rule of good) book.lay(rule);
});
