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

test("a semicolon in the body of a function, in parentheses, a literal, a name or a comment ends no statement", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [
      "create function f() returns int begin atomic select case when a then 1 else 2 end; select 3; end; select 4",
      ["create function f() returns int begin atomic select case when a then ? else ? end; select ?; end", "select ?"],
    ],
    [
      "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC insert into t values (1); END; begin; end",
      ["create or replace procedure p() begin atomic insert into t values (?); end", "begin", "end"],
    ],
    [
      "create rule r as on insert to t do (insert into a values (1); insert into b values (2)); select 1",
      ["create rule r as on insert to t do (insert into a values (?); insert into b values (?))", "select ?"],
    ],
    ["select $a$;$b$;$a$, $$;$$; select a$b$c", ["select ?, ?", "select a$b$c"]],
    ['select "a;""b;"; select 1', ['select "a;""b;"', "select ?"]],
    ["select /* ; /* ; */ ; */ 1 -- ;\n; select 2", ["select ?", "select ?"]],
    ["select /*/ ; */ 1; select 2", ["select ?", "select ?"]],
    ["select E'a' -- more\n 'b\\';c'; select 2", ["select ?", "select ?"]],
    ["select 'a'\n';'; select U&'\\', B'1' ;", ["select ?", "select ?, ?"]],
  ];
  for (const [sql, expected] of cases) assert.deepEqual(prints(sql), expected, sql);
});

test("a backslash in a plain literal escapes only where standard_conforming_strings is off", () => {
  const sql = "select 'a\\'; select 2 --'";
  const printsAs = (isStandard: boolean) => splitStatements(sql, { isStandard }).map(({ fingerprint }) => fingerprint);
  assert.deepEqual(printsAs(true), ["select ?", "select ?"]);
  assert.deepEqual(printsAs(false), ["select ?"]);
});

const MEGABYTE = 1024 * 1024;

test("a literal of 16 MB, deep nesting and lists of any length are read; what is shown of them is bounded", () => {
  const literal = "it''s \\ ".repeat(2 * MEGABYTE);
  const long: readonly (readonly [string, string | RegExp])[] = [
    [`insert into t values ('${literal}')`, "insert into t values (?)"],
    [`insert into t values (E'${literal.replaceAll("\\ ", "\\\\")}')`, "insert into t values (?)"],
    [`insert into t values ($x$${literal}$x$)`, "insert into t values (?)"],
    [`select 1 /*${"/* */".repeat(MEGABYTE)}*/`, "select ?"],
    [`select "${'""'.repeat(MEGABYTE)}"`, /^select ""+$/],
    [`select ${"(".repeat(MEGABYTE)}1${")".repeat(MEGABYTE)}`, /^select \(+$/],
    [`select * from t where a in (${"1, ".repeat(MEGABYTE)}1)`, /^select \* from t where a in \(\?, [?, ]+$/],
    [`select ${"a".repeat(MEGABYTE)}`, /^select a+$/],
  ];
  for (const [sql, expected] of long) {
    const [statement, ...more] = splitStatements(`${sql}; select 1`);
    assert.equal(more.length, 1);
    assert.ok(statement && statement.fingerprint.length <= 10_000 && statement.sql.length <= 1_000_000);
    assert.equal(statement.isCut, true);
    if (typeof expected === "string") assert.equal(statement.fingerprint, expected);
    else assert.match(statement.fingerprint, expected);
  }
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
