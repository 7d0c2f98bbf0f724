import assert from "node:assert/strict";
import test from "node:test";
import { splitInline } from "../../src/wire/inline-command.ts";
import { Malformed } from "../../src/wire/malformed.ts";

test("a command typed as a line is split as Redis splits it", () => {
  assert.deepEqual(splitInline("  SET  key 'it\\'s' \"two\\nlines \\x41\" \r\n"), [
    "SET",
    "key",
    "it's",
    "two\nlines A",
  ]);
  assert.deepEqual(splitInline("\r\n"), []);
});

test("quotes that do not match are malformed", () => {
  for (const line of ['SET "key', "SET 'a'b"]) assert.throws(() => splitInline(line), Malformed, line);
});
