import assert from "node:assert/strict";
import test from "node:test";
import { commitOf } from "../../src/patterns/commit-of.ts";
import { statement } from "../../src/patterns/statement.ts";
import type { StatementPattern } from "../../src/patterns/statement-pattern.ts";
import type { Exchange, SeenStatement } from "../../src/tap/seen-statement.ts";

const seen = (fields: Partial<SeenStatement> = {}): SeenStatement => ({
  sql: "UPDATE t SET a = 1",
  fingerprint: "update t set a = ?",
  isCut: false,
  position: 1,
  parameters: [],
  rows: [],
  columns: [],
  affected: undefined,
  command: undefined,
  answers: 1,
  row: () => undefined,
  ...fields,
});
const alone = (statement: SeenStatement, transaction: readonly SeenStatement[] = []): Exchange => ({
  statement,
  statements: [statement],
  transaction,
  backend: 1,
});
const moments = statement(/^(update|insert|with|select|copy)/, ({ sql }) => ({ sql }));
const isMoment = (pattern: StatementPattern, fields: Partial<SeenStatement>): boolean =>
  pattern.scopeOf(alone(seen(fields)), "after") !== undefined;

test("a write that has affected no row is not the moment after it has run; one that has failed is", () => {
  for (const command of ["INSERT", "UPDATE", "DELETE", "MERGE"]) {
    assert.equal(isMoment(moments, { command, affected: 0 }), false);
    assert.equal(isMoment(moments, { command, affected: 1 }), true);
  }
  assert.equal(isMoment(moments, { failed: "23505" }), true);
  assert.notEqual(moments.scopeOf(alone(seen({ answers: 0 })), "before"), undefined);
});

test("what is no write is the moment with any number of rows, and so is what nobody has counted", () => {
  assert.equal(isMoment(moments, { command: "SELECT", affected: 0 }), true);
  assert.equal(isMoment(moments, { command: "COPY", affected: 0 }), true);
  assert.equal(isMoment(moments, {}), true);
});

test("a pattern may say how many rows make the moment", () => {
  const pattern = (affected: (rows: number) => boolean) => statement(/./, () => ({}), { affected });
  assert.equal(
    isMoment(
      pattern(() => true),
      { command: "UPDATE", affected: 0 },
    ),
    true,
  );
  assert.equal(
    isMoment(
      pattern((rows) => rows > 1),
      { command: "SELECT", affected: 1 },
    ),
    false,
  );
  assert.equal(
    isMoment(
      pattern((rows) => rows > 1),
      { command: "SELECT", affected: 2 },
    ),
    true,
  );
  assert.equal(
    isMoment(
      pattern((rows) => rows > 1),
      {},
    ),
    false,
  );
});

test("a pattern is asked about one statement, not about others that are held with it", () => {
  const other = seen({ fingerprint: "delete from t", command: "DELETE", affected: 1 });
  assert.equal(moments.scopeOf({ ...alone(other), statements: [seen(), other] }, "before"), undefined);
});

test("a statement is a moment once, however often it is looked at, with the first answer that makes it one", () => {
  const rows: (readonly string[])[] = [];
  const found = statement(/./, (statement) =>
    statement.rows.length > 0 ? { first: statement.rows[0]?.[0] } : undefined,
  );
  const cursor = { ...seen(), rows, answers: 1 };
  const scope = () => found.scopeOf(alone(cursor), "after");
  assert.equal(scope(), undefined);
  rows.push(["a"]);
  cursor.answers = 2;
  assert.deepEqual([scope(), scope()], [{ first: "a" }, { first: "a" }]);
  cursor.answers = 3;
  assert.equal(scope(), undefined);
  assert.deepEqual(found.scopeAt(alone(cursor), "after"), { first: "a" });
});

test("a COMMIT is that of the statements of its transaction which are the moment and have done something", () => {
  const commits = commitOf(statement(/^update/, ({ parameters: [id] }) => ({ id })));
  const commit = seen({ fingerprint: "commit", answers: 0 });
  const update = (id: string, affected: number | undefined, answers = 1) =>
    seen({ parameters: [id], command: "UPDATE", affected, answers });
  assert.deepEqual(commits.scopeOf(alone(commit, [update("1", 0), update("2", 1)]), "before"), { id: "2" });
  assert.equal(commits.scopeOf(alone(commit, [update("1", 0)]), "before"), undefined);
  assert.deepEqual(commits.scopeOf(alone(commit, [update("1", undefined, 0)]), "before"), { id: "1" });
  assert.equal(commits.scopeOf(alone(update("1", 1)), "after"), undefined);
});

test("a statement about several things is a moment for each, and so is its COMMIT, once for each", () => {
  const inserts = statement(/^insert/, ({ parameters }) => parameters.map((id) => ({ id, of: null })));
  const insert = (...ids: readonly string[]) =>
    seen({ fingerprint: "insert into t", parameters: ids, command: "INSERT", affected: ids.length });
  assert.deepEqual(inserts.scopeOf(alone(insert("1", "2")), "after"), [{ id: "1" }, { id: "2" }]);
  const commit = alone(seen({ fingerprint: "commit", answers: 0 }), [insert("1", "2"), insert("2", "3")]);
  assert.deepEqual(commitOf(inserts).scopeOf(commit, "before"), [{ id: "1" }, { id: "2" }, { id: "3" }]);
});
