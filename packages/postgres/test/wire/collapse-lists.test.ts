import assert from "node:assert/strict";
import { test } from "node:test";
import { collapseLists } from "../../src/wire/collapse-lists.ts";
import { splitStatements } from "../../src/wire/split-statements.ts";

for (const [what, from, to] of [
  [
    "a list of parameters",
    "select * from a where id in ($1, $2,$3) and b = $4",
    "select * from a where id in (?) and b = $4",
  ],
  ["a list of one", "delete from a where id in ($1)", "delete from a where id in (?)"],
  [
    "literals, with signs and types",
    "select ? from a where b in( ?::int, -?, $1::text[] )",
    "select ? from a where b in(?)",
  ],
  [
    "rows",
    "insert into a (b, c) values ($1, now()), ($2, now()) ,($3, (?)) returning id",
    "insert into a (b, c) values ($1, now()) returning id",
  ],
  [
    "rows with quoted parentheses",
    'insert into a values (")"), ("("), ($1) on conflict do nothing',
    'insert into a values (")") on conflict do nothing',
  ],
  ["one row", "insert into a (b, c) values ($1, $2)", "insert into a (b, c) values ($1, $2)"],
  [
    "a sub-select",
    "select * from a where b in (select c from d where e in ($1, $2))",
    "select * from a where b in (select c from d where e in (?))",
  ],
  ["names", "select * from a where (b, c) in (d, e)", "select * from a where (b, c) in (d, e)"],
  ["rows without an end", "insert into a values ($1, $2), ($3", "insert into a values ($1, $2)"],
] as const)
  test(`the fingerprint of ${what} says nothing of how many there are`, () => {
    assert.equal(collapseLists(from), to);
  });

test("inserts of one and of thousands of rows have one fingerprint, though a long one is cut", () => {
  const insert = (rows: number): string =>
    `INSERT INTO lines (a, b) VALUES ${Array.from({ length: rows }, (_, row) => `($${2 * row + 1}, 'text ${row}')`).join(", ")} ON CONFLICT DO NOTHING`;
  const [one, many] = [1, 5_000].map((rows) => splitStatements(insert(rows))[0]);
  assert.equal(one?.fingerprint, "insert into lines (a, b) values ($1, ?) on conflict do nothing");
  assert.deepEqual([many?.fingerprint, many?.isCut], [one.fingerprint, false]);
});
