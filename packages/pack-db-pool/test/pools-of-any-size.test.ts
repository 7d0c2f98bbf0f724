import assert from "node:assert/strict";
import { test } from "node:test";
import type { FailedAnswer } from "@chaos-packs/contract/example";
import { type History, judgeBy } from "@chaos-packs/contract/pack";
import { connection, did, failed, historyOf, read, struck } from "../src/history/examples.ts";
import { circuitOpens } from "../src/invariants/exhaustion/circuit-opens.ts";
import { exhaustionIsClear } from "../src/invariants/exhaustion/exhaustion-is-clear.ts";
import { exhaustionNamesItsNumbers } from "../src/invariants/exhaustion/exhaustion-names-its-numbers.ts";
import { overflowComesAndGoes } from "../src/invariants/exhaustion/overflow-comes-and-goes.ts";
import { poolKeepsItsSize } from "../src/invariants/exhaustion/pool-keeps-its-size.ts";

const promising = (history: History, traits: Readonly<Record<string, number | undefined>>): History => ({
  ...history,
  traits: {
    queries: Object.fromEntries(
      Object.entries({ ...history.traits["queries"], ...traits }).filter(
        (each): each is [string, number] => each[1] !== undefined,
      ),
    ),
  },
});

test("a pool that promises no overflow is judged by its size, and its overflow is not judged at all", () => {
  const fixed = { poolSize: 2, poolMost: 2, overflowAfterMs: undefined };
  const two = historyOf(connection(1, 1), connection(2, 2), read("a", 5, 300));
  assert.equal(judgeBy(poolKeepsItsSize, promising(two, fixed)).status, "holds");
  const three = historyOf(connection(1, 1), connection(2, 2), connection(3, 3), read("a", 5, 300));
  assert.equal(judgeBy(poolKeepsItsSize, promising(three, fixed)).status, "violated");
  const pressed = historyOf(
    connection(1, 1),
    ...["a", "b", "c"].map((key) => did("slow", { key, ms: 200 }, { from: 1, until: 400 }, {})),
  );
  assert.equal(judgeBy(overflowComesAndGoes, promising(pressed, { poolMost: 2 })).status, "skipped");
});

const inVain = (status: number, how: FailedAnswer): History =>
  historyOf(struck(10, 400), failed("read", { key: "a" }, { from: 20, until: 272 }, status, how));

test("an answer about exhaustion need not name any number, whatever its words", () => {
  const plain = inVain(503, { error: "timeout exceeded when trying to connect", headers: { "retry-after": "1" } });
  assert.equal(exhaustionIsClear.check(plain).status, "holds");
  assert.equal(exhaustionNamesItsNumbers.check(plain).status, "skipped");
  assert.equal(exhaustionIsClear.check(inVain(504, { error: "no connection in time" })).status, "holds");
});

test("one without words, without a Retry-After on its 503, or as for a bug, is not clear", () => {
  for (const unclear of [
    inVain(503, { error: "", headers: { "retry-after": "1" } }),
    inVain(503, { error: "no connection" }),
    inVain(500, { error: "no connection" }),
  ])
    assert.equal(exhaustionIsClear.check(unclear).status, "violated");
});

test("numbers that are named are true", () => {
  const named = (body: Record<string, number>) =>
    exhaustionNamesItsNumbers.check(inVain(503, { headers: { "retry-after": "1" }, body })).status;
  assert.equal(named({ poolSize: 2 }), "holds");
  assert.equal(named({ waiting: 0, waitedMs: 252 }), "holds");
  assert.equal(named({ poolSize: 3 }), "violated");
  assert.equal(named({ waiting: -1 }), "violated");
  assert.equal(named({ waitedMs: 20 }), "violated");
  assert.equal(named({ waitedMs: 2_000 }), "violated");
});

test("an open circuit may let one request try when it has been open for its time, and none before", () => {
  const waited = ["a", "b", "c", "d", "e", "f", "g"].map((key) =>
    failed("read", { key }, { from: 20, until: 271 }, 503),
  );
  const waits = (from: number) => failed("read", { key: "late" }, { from, until: from + 251 }, 503);
  const atOnce = failed("read", { key: "at once" }, 275, 503);
  const check = (...late: readonly Partial<History>[]) =>
    circuitOpens.check(historyOf(struck(10, 900), ...waited, ...late)).status;
  assert.equal(check(atOnce, waits(300)), "violated");
  assert.equal(check(atOnce, waits(380)), "holds");
  assert.equal(check(waits(380)), "unknown");
});
