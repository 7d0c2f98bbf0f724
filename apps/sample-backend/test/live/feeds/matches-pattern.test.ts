import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { matchesPattern } from "../../../src/live/feeds/matches-pattern.ts";

test("* stands for any text, ? for any one character, and all else for itself", () => {
  for (const [pattern, channel] of [
    ["room:*", "room:"],
    ["room:*", "room:1:2"],
    ["*:1", "room:1"],
    ["r?om:?", "room:1"],
    ["*a*b", "xaab"],
    ["**", ""],
    ["a.c", "a.c"],
  ] as const) {
    assert.equal(matchesPattern(pattern, channel), true, `${pattern} ${channel}`);
  }
  for (const [pattern, channel] of [
    ["room:*", "rooms"],
    ["room:?", "room:"],
    ["room:?", "room:12"],
    ["*a*b", "xaabc"],
    ["a.c", "abc"],
    ["", "a"],
  ] as const) {
    assert.equal(matchesPattern(pattern, channel), false, `${pattern} ${channel}`);
  }
});

test("it says what a regular expression would say", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 6 });
  fc.assert(
    fc.property(pattern, text, (glob, channel) => {
      const expected = new RegExp(`^${glob.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
      assert.equal(matchesPattern(glob, channel), expected.test(channel));
    }),
    { numRuns: 1_000 },
  );
});
