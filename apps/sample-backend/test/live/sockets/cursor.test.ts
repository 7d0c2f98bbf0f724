import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readCursor, writeCursor } from "../../../src/live/sockets/cursor.ts";

test("what was written is read, whatever the channels are called", () => {
  const names = fc.string({ minLength: 1, unit: "grapheme" });
  const positions = fc.uniqueArray(fc.tuple(names, fc.nat()), { minLength: 1, selector: ([name]) => name });
  fc.assert(
    fc.property(positions, (entries) => {
      const cursor = writeCursor(new Map(entries));
      // It goes into a header and a line.
      assert.match(cursor, /^[\x21-\x7e]+$/);
      assert.deepEqual(readCursor(cursor), new Map(entries));
    }),
  );
});

test("what nobody has written is not read", () => {
  for (const text of [
    "",
    "news",
    "news=",
    "=5",
    "news=-1",
    "news=5&",
    "news=1e3",
    "%E0%A4%A=1",
    `news=${"9".repeat(16)}`,
  ]) {
    assert.equal(readCursor(text), undefined, text);
  }
});
