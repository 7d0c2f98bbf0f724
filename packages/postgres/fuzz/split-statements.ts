import assert from "node:assert/strict";
import { splitStatements } from "../src/wire/split-statements.ts";

const PIECES = [
  "'",
  "''",
  "\\",
  "\\'",
  "E'",
  "e'",
  "U&'",
  "b'1'",
  "N'",
  '"',
  '""',
  "$$",
  "$a$",
  "$1",
  "$",
  "--",
  "\n",
  "\r",
  " ",
  "\t",
  "/*",
  "*/",
  "/*/",
  ";",
  "(",
  ")",
  "select 1",
  "create function f() ",
  "create or replace procedure p() ",
  "begin atomic ",
  "begin",
  "end",
  "case",
  "1.5e3",
  ".5",
  "0xff",
  "1_000",
  "..",
  "é",
  "\u00a0",
  "a$b",
  "-",
  "/",
  "?",
  "\0",
  "😀",
] as const;

/** Any text is cut into statements that, each read alone, are themselves; what is shown of it is bounded. */
export const fuzz = {
  name: "SQL statements",
  run(random: () => number): void {
    const count = Math.floor(random() * 40);
    const text = Array.from({ length: count }, () => PIECES[Math.floor(random() * PIECES.length)]).join("");
    const isStandard = random() < 0.8;
    const statements = splitStatements(text, { isStandard });
    assert.ok(statements.length >= 1);
    for (const { sql, fingerprint } of statements) {
      assert.ok(text.includes(sql));
      assert.ok(fingerprint.length <= 10_000);
      assert.deepEqual(
        splitStatements(sql, { isStandard }).map((each) => each.fingerprint),
        [fingerprint],
        JSON.stringify(text),
      );
    }
  },
};
