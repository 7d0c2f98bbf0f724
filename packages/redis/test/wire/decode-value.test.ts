import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { decodeCommand } from "../../src/wire/decode-command.ts";
import { decodeValue } from "../../src/wire/decode-value.ts";
import { encodeCommand, encodeError } from "../../src/wire/encode.ts";
import { Malformed } from "../../src/wire/malformed.ts";
import { respValue } from "../support/resp-values.ts";

test("every value of RESP2 and RESP3 is decoded to JSON", () => {
  fc.assert(
    fc.property(respValue, ({ bytes, json }) => {
      assert.deepEqual(decodeValue(Buffer.from(bytes)).value, json);
    }),
    { numRuns: 300 },
  );
});

test("a command that was encoded is decoded to the same words", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 }), (words) => {
      assert.deepEqual(decodeCommand(encodeCommand(words)), words);
    }),
  );
});

test("a command that is not made of blobs is malformed", () => {
  for (const bytes of ["*1\r\n:5\r\n", "*1\r\n$-1\r\n", "+PING\r\n"]) {
    assert.throws(() => decodeCommand(Buffer.from(bytes)), Malformed, bytes);
  }
});

test("an error keeps its text, an integer beyond 2^53 its digits, and an item of an array its being an error", () => {
  assert.equal(decodeValue(encodeError("READONLY no\r\nwrites")).error, "READONLY no writes");
  assert.equal(decodeValue(Buffer.from(":9007199254740993\r\n")).value, "9007199254740993");
  assert.deepEqual(
    decodeValue(Buffer.from("*2\r\n-WRONGTYPE x\r\n+OK\r\n")).items?.map(({ error }) => error),
    ["WRONGTYPE x", undefined],
  );
});
