import assert from "node:assert/strict";
import test from "node:test";
import { readValue } from "../../src/wire/read-value.ts";

const UUID = "6d9a0a3e-6d4c-4b0a-9d60-0d7a35a36f10";

test("binary values of the common types are read as the server would write them", () => {
  const int8 = Buffer.alloc(8);
  int8.writeBigInt64BE(-9007199254740993n);
  const cases: readonly (readonly [number, Buffer, string])[] = [
    [16, Buffer.from([1]), "t"],
    [16, Buffer.from([0]), "f"],
    [20, int8, "-9007199254740993"],
    [21, Buffer.from([0xff, 0xfe]), "-2"],
    [23, Buffer.from([0, 0, 1, 0]), "256"],
    [25, Buffer.from("grüße"), "grüße"],
    [17, Buffer.from([0, 255]), "\\x00ff"],
    [2950, Buffer.from(UUID.replaceAll("-", ""), "hex"), UUID],
    [3802, Buffer.from('\u0001{"a":1}'), '{"a":1}'],
  ];
  for (const [type, bytes, expected] of cases) assert.equal(readValue(bytes, true, type), expected);
});

test("a binary value of another type, or of a length that does not fit, comes as its bytes", () => {
  assert.equal(readValue(Buffer.from([1, 2]), true, 99_999), "\\x0102");
  assert.equal(readValue(Buffer.from([1, 2]), true, 23), "\\x0102");
});
