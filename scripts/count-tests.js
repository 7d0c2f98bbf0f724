// Reads the output of `npm test` on standard input and counts what it has run, each kind apart: scenarios and defects by the
// last lines of their own runs, tests by what node:test says at its ends. The last line counts tests: `N passed, N failed`.
// Exits with 1 when there was no test to count.
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";

/** A run of scenarios says "chaos: 401 passed, 0 failed, 1 skipped" of itself, and one of defects "prove: 150 caught, 0 missed". */
const OWN = {
  scenarios: /(?:^|\s)chaos: (\d+ passed, \d+ failed(?:, \d+ skipped)?)$/,
  defects: /(?:^|\s)prove: (\d+ caught, \d+ missed(?:, \d+ skipped)?)$/,
};
/** Whatever turbo puts in front, the runner's own words stand at the end: "@chaos-packs/proxy:test: ℹ pass 12". */
const TESTS = /(?:^|\s)(?:ℹ|#) (pass|fail|cancelled|skipped) (\d+)$/;

const tests = { pass: 0, fail: 0, cancelled: 0, skipped: 0 };
const own = { scenarios: {}, defects: {} };
for await (const line of createInterface({ input: process.stdin })) {
  const text = stripVTControlCharacters(line).trimEnd();
  for (const [kind, pattern] of Object.entries(OWN)) {
    for (const [, count, word] of (pattern.exec(text)?.[1] ?? "").matchAll(/(\d+) (\w+)/g)) {
      own[kind][word] = (own[kind][word] ?? 0) + Number(count);
    }
  }
  const found = TESTS.exec(text);
  if (found) tests[found[1]] += Number(found[2]);
}
for (const [kind, counted] of Object.entries(own)) {
  const words = Object.entries(counted).map(([word, count]) => `${count} ${word}`);
  if (words.length > 0) console.log(`${kind}: ${words.join(", ")}`);
}
const failed = tests.fail + tests.cancelled;
if (tests.skipped > 0) console.log(`tests: ${tests.skipped} skipped, each with its reason above`);
console.log(`${tests.pass} passed, ${failed} failed`);
process.exitCode = tests.pass + failed === 0 ? 1 : 0;
