import assert from "node:assert/strict";
import test from "node:test";
import { isChaosError } from "@chaos-packs/contract";
import fc from "fast-check";
import { RuleBook } from "../../src/rules/rule-book.ts";

test("a fraction strikes exactly every so many-th, from an offset that the seed decides", async () => {
  const offsets = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const rules = new RuleBook(seed);
      rules.lay({ sqlState: "40001", fraction: 0.2 });
      const struck = Array.from({ length: 50 }, (_, at) => at).filter(() => rules.strike(["select ?"]).length > 0);
      assert.equal(struck.length, 10);
      for (const [index, at] of struck.entries()) assert.equal(at, (struck[0] ?? 0) + 5 * index);
      offsets.add(struck[0] ?? -1);
    }),
  );
  assert.deepEqual([...offsets].sort(), [0, 1, 2, 3, 4]);
});

test("a rule strikes what it matches, so many times, until it is healed", async () => {
  const rules = new RuleBook(1);
  const laid = rules.lay({ drop: true, match: /^insert/g, times: 2 });
  const strike = (print: string): number => rules.strike([print]).length;
  assert.deepEqual(["insert a", "select ?", "insert b", "insert c"].map(strike), [1, 0, 1, 0]);
  await laid[Symbol.asyncDispose]();
  const other = rules.lay({ drop: true });
  assert.deepEqual(["rollback", "select ?"].map(strike), [0, 1]);
  const [struck] = rules.strike(["select ?"]);
  await other[Symbol.asyncDispose]();
  assert.equal(strike("select ?"), 0);
  assert.equal(struck?.healed.aborted, true);
});

test("a rule that says nothing, too much or nonsense is refused", () => {
  for (const rule of [undefined, {}, { sqlState: "4001" }, { drop: true, delayMs: 1 }, { drop: true, fraction: 0 }]) {
    assert.throws(
      () => new RuleBook(1).lay(rule),
      (error) => isChaosError(error, "BAD_RULE"),
    );
  }
});
