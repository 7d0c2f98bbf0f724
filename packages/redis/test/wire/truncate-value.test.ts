import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { decodeValue } from "../../src/wire/decode-value.ts";
import { truncateValue } from "../../src/wire/truncate-value.ts";
import { respValue } from "../support/resp-values.ts";

test("of any list the first items are left, as a whole value and as the beginning of the one that it was", () => {
  fc.assert(
    fc.property(
      fc.array(respValue, { maxLength: 6 }),
      fc.constantFrom("*", "~", ">"),
      fc.nat(6),
      (values, type, items) => {
        const bytes = Buffer.from(`${type}${values.length}\r\n${values.map((value) => value.bytes).join("")}`);
        const left = truncateValue(bytes, items);
        if (values.length <= items) {
          assert.equal(left, undefined);
          return;
        }
        assert.ok(left);
        assert.deepEqual(
          decodeValue(left.shorter).value,
          values.slice(0, items).map(({ json }) => json),
        );
        assert.ok(bytes.subarray(0, left.beginning.length).equals(left.beginning));
        assert.ok(left.beginning.length < bytes.length);
      },
    ),
    { numRuns: 300 },
  );
});

test("of a map pairs are left", () => {
  const left = truncateValue(Buffer.from("%2\r\n$1\r\na\r\n:1\r\n$1\r\nb\r\n*1\r\n:2\r\n"), 1);
  assert.equal(String(left?.shorter), "%1\r\n$1\r\na\r\n:1\r\n");
});

test("what has no items is not shortened", () => {
  for (const value of ["+OK\r\n", "$3\r\n*2\r\r\n", "_\r\n", "*-1\r\n"]) {
    assert.equal(truncateValue(Buffer.from(value), 0), undefined, value);
  }
});
