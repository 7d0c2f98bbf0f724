import assert from "node:assert/strict";
import { test } from "node:test";
import { tableOf } from "../../src/faults/table-of.ts";
import { splitStatements } from "../../src/wire/split-statements.ts";

for (const [sql, name, isChanged] of [
  ["INSERT INTO Orders (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 2", "orders", true],
  ["update only shop.orders set a = 1", "shop.orders", true],
  ['delete from "Weird ""table""" where a = \'from elsewhere\'', '"Weird ""table"""', true],
  ["merge into stock s using delivery d on s.id = d.id when matched then delete", "stock", true],
  ["with gone as (delete from a returning *) select * from b", "a", true],
  ["select * from a join b on true", "a", false],
  ["select * from a where id = 1 for update skip locked", "a", true],
  ["select * from a for no key update", "a", true],
  ["select updated, 'insert into x' from a", "a", false],
] as const) {
  test(`the table of: ${sql}`, () => {
    const [statement] = splitStatements(sql);
    assert.deepEqual(tableOf(statement ?? { fingerprint: "" }), { name, isChanged });
  });
}

test("a statement without a table names none", () => {
  for (const fingerprint of ["commit", "select ?", "set lock_timeout = ?"])
    assert.equal(tableOf({ fingerprint }), undefined);
});
