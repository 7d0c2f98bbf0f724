import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { matchesGlob } from "../src/matches-glob.ts";

test("a star stands for any text, and everything else for itself", () => {
  for (const [glob, fits, fails] of [
    ["room:*", ["room:", "room:1", "room:a*b"], ["room", "rooms:1", "xroom:1"]],
    ["*", ["", "x"], []],
    ["a*c*e", ["ace", "abcde", "acce"], ["ae", "aec", "ac e f"]],
    ["a*a", ["aa", "aba"], ["a"]],
    ["plain.+", ["plain.+"], ["plainx+", "plain.+ "]],
  ] as const) {
    for (const text of fits) assert.ok(matchesGlob(glob, text), `${glob} fits ${text}`);
    for (const text of fails) assert.ok(!matchesGlob(glob, text), `${glob} does not fit ${text}`);
  }
});

test("it says the same as a regular expression", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 8 });
  const glob = fc.string({ unit: fc.constantFrom("a", "b", ".", "*"), maxLength: 6 });
  fc.assert(
    fc.property(glob, text, (pattern, subject) => {
      const expression = pattern
        .split("*")
        .map((part) => part.replaceAll(".", "\\."))
        .join(".*");
      assert.equal(matchesGlob(pattern, subject), new RegExp(`^${expression}$`).test(subject));
    }),
    { numRuns: 2000 },
  );
});
