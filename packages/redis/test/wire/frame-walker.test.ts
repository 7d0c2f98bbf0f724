import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { FrameWalker } from "../../src/wire/frame-walker.ts";
import { Malformed } from "../../src/wire/malformed.ts";
import { chunked, cuts } from "../support/chunked.ts";
import { respValue } from "../support/resp-values.ts";

/** Where frames end, counted from the first byte. */
function endsOf(chunks: readonly Buffer[]): readonly number[] {
  const walker = new FrameWalker();
  const ends: number[] = [];
  let before = 0;
  for (const chunk of chunks) {
    for (let at = walker.walk(chunk, 0); at >= 0; at = at < chunk.length ? walker.walk(chunk, at) : -1)
      ends.push(before + at);
    before += chunk.length;
  }
  return ends;
}

test("the end of every value is found, however the bytes are cut", () => {
  fc.assert(
    fc.property(fc.array(respValue, { minLength: 1, maxLength: 5 }), cuts, (values, places) => {
      const expected: number[] = [];
      let end = 0;
      for (const { bytes } of values) {
        end += Buffer.byteLength(bytes);
        expected.push(end);
      }
      const bytes = Buffer.from(values.map((value) => value.bytes).join(""));
      assert.deepEqual(endsOf(chunked(bytes, places)), expected);
      assert.deepEqual(endsOf([...bytes].map((byte) => Buffer.from([byte]))), expected);
    }),
    { numRuns: 200 },
  );
});

test("bytes that are no values are noticed", () => {
  for (const garbage of [
    "HTTP/1.1 200 OK\r\n",
    "$x\r\n",
    "*\r\n",
    "+OK\n",
    "$99999999999999999999\r\n",
    "*12345678901234567890123456789012345",
    "*?\r\n",
    "\0",
  ]) {
    assert.throws(() => new FrameWalker().walk(Buffer.from(garbage), 0), Malformed, garbage);
  }
});
