import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { splitStatements } from "../../src/wire/split-statements.ts";

const prints = (sql: string): readonly string[] => splitStatements(sql).map(({ fingerprint }) => fingerprint);

test("a fingerprint leaves out what differs from call to call", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["SELECT  *\n FROM t -- all of it\n WHERE a = 1", "select * from t where a = ?"],
    ["insert into t values ('it''s', E'a\\'b', $1, -1.5e3, .5, 0xff)", "insert into t values (?, ?, $1, -?, ?, ?)"],
    ["select /* a /* nested */ comment */ 1", "select ?"],
    ['select "Mixed Case", t1.c2 from t1', 'select "Mixed Case", t1.c2 from t1'],
    ["do $$ begin perform 1; end $$", "do ?"],
    ["do $tag$ a; $$ b; $tag$", "do ?"],
    ["select U&'d\\0061t', b'01', N'x', 'a;b'", "select ?, ?, ?, ?"],
  ];
  for (const [sql, expected] of cases) assert.deepEqual(prints(sql), [expected]);
});

test("a text is cut where one statement ends, and nowhere else", () => {
  assert.deepEqual(prints("begin; insert into t values ('a;b');; commit;"), [
    "begin",
    "insert into t values (?)",
    "commit",
  ]);
  assert.deepEqual(
    splitStatements(" Begin ;\nCommit ").map(({ sql }) => sql),
    ["Begin", "Commit"],
  );
});

test("an empty text is one empty statement, as it is for the server", () => {
  for (const sql of ["", " ; ", "-- nothing"]) assert.deepEqual(prints(sql), [""]);
});

test("any text is read to its end, whatever is left open in it", () => {
  const piece = fc.oneof(
    fc.constantFrom("'", '"', "$$", "$a$", "/*", "*/", "--", "\n", ";", "E'", "\\", "1", "$1"),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const found = splitStatements(pieces.join(""));
      assert.ok(found.length >= 1);
      for (const { fingerprint } of found) assert.equal(fingerprint, fingerprint.trim());
    }),
  );
});
