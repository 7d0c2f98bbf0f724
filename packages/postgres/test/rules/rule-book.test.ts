import assert from "node:assert/strict";
import test from "node:test";
import { isChaosError } from "@chaos-packs/contract/kind";
import fc from "fast-check";
import { RuleBook } from "../../src/rules/rule-book.ts";

const nothing = { statements: [], transaction: [], backend: undefined };
const about = () => assert.fail("no rule here asks whether it is a moment");
/** How many rules strike a statement. */
const strikesOf = (rules: RuleBook, print: string, connection = 1) =>
  rules.strike({ connection, statements: [{ fingerprint: print, isStarted: false }], about });

test("a fraction strikes exactly every so many-th, from an offset that the seed decides", async () => {
  const offsets = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const rules = new RuleBook(seed);
      rules.lay({ sqlState: "40001", fraction: 0.2 });
      const struck = Array.from({ length: 50 }, (_, at) => at).filter(() => strikesOf(rules, "select ?").length > 0);
      assert.equal(struck.length, 10);
      for (const [index, at] of struck.entries()) assert.equal(at, (struck[0] ?? 0) + 5 * index);
      offsets.add(struck[0] ?? -1);
    }),
  );
  assert.deepEqual([...offsets].sort(), [0, 1, 2, 3, 4]);
});

test("a rule strikes what it matches, so many times, until it is healed", async () => {
  const rules = new RuleBook(1);
  const laid = rules.lay({ cut: "before", match: /^insert/g, times: 2 });
  const strike = (print: string): number => strikesOf(rules, print).length;
  assert.deepEqual(["insert a", "select ?", "insert b", "insert c"].map(strike), [1, 0, 1, 0]);
  await laid[Symbol.asyncDispose]();
  const other = rules.lay({ cut: "unanswered" });
  assert.deepEqual(["rollback", "select ?"].map(strike), [0, 1]);
  const [struck] = strikesOf(rules, "select ?");
  await other[Symbol.asyncDispose]();
  assert.equal(strike("select ?"), 0);
  assert.equal(struck?.healed.aborted, true);
});

test("a rule that says nothing, too much or nonsense is refused", () => {
  for (const rule of [
    undefined,
    {},
    { sqlState: "4001" },
    { sqlState: "4000a" },
    { cut: "sometimes" },
    { cut: "before", delayMs: 1 },
    { cut: "before", fraction: 0 },
    { delayMs: -1 },
    { delayMs: Number.NaN },
    { sqlState: "40001", times: 0 },
    { sqlState: "40001", times: 1.5 },
    { on: "logins", delayMs: 1 },
  ]) {
    assert.throws(
      () => new RuleBook(1).lay(rule),
      (error) => isChaosError(error, "BAD_RULE"),
      JSON.stringify(rule),
    );
  }
});

test("a rule on connections that are open now leaves those be that are dialled later", () => {
  const rules = new RuleBook(1);
  rules.connected(1);
  rules.connected(2);
  rules.lay({ sqlState: "25006", connections: "open now" });
  rules.connected(3);
  assert.deepEqual(
    [1, 2, 3].map((connection) => strikesOf(rules, "insert", connection).length),
    [1, 1, 0],
  );
});

test("a rule may say itself which statements it means; what only goes on was asked about when it began", () => {
  const rules = new RuleBook(1);
  const meant: unknown[] = [];
  rules.lay({ sqlState: "40001", isMeant: (exchange: unknown) => meant.push(exchange) > 1 });
  const statements = [
    { fingerprint: "fetch ? from c", isStarted: true },
    { fingerprint: "rollback", isStarted: false },
    { fingerprint: "select ?", isStarted: false },
  ];
  const about = ({ fingerprint }: { fingerprint: string }) => ({ ...nothing, statement: { fingerprint } }) as never;
  const [strike] = rules.strike({ connection: 1, statements, about });
  assert.equal(strike?.at, 2);
  assert.deepEqual(meant, [about({ fingerprint: "rollback" }), about({ fingerprint: "select ?" })]);
});

test("handshakes are struck at their startup, or at the password when it is said to be wrong, so many times", async () => {
  const rules = new RuleBook(1);
  assert.equal(rules.strikeLogin("startup"), undefined);
  const full = rules.lay({ on: "logins", sqlState: "53300", times: 2 });
  rules.lay({ on: "logins", sqlState: "28P01" });
  assert.deepEqual(
    [1, 2, 3].map(() => rules.strikeLogin("startup")?.sqlState),
    ["53300", "53300", undefined],
  );
  assert.equal(rules.strikeLogin("password")?.sqlState, "28P01");
  assert.deepEqual(strikesOf(rules, "select ?"), []);
  await full[Symbol.asyncDispose]();
});
