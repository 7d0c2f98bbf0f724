// Reads the output of a test run on standard input, sums what its node:test runs say at their ends, and prints one line:
// `N passed, N failed`. Exits with 1 when there was nothing to count.
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";

const counted = { pass: 0, fail: 0, cancelled: 0, skipped: 0 };
let ends = 0;
for await (const line of createInterface({ input: process.stdin })) {
  // Whatever turbo puts in front, the runner's own words stand at the end: "@chaos-packs/proxy:test: ℹ pass 12".
  const text = stripVTControlCharacters(line).trimEnd();
  // A run of scenarios that no test runner shows counts for itself: "chaos: 401 passed, 0 failed, 1 skipped".
  const alone = /(?:^|\s)chaos: (\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(text);
  if (alone) {
    const [, passed, failed, skipped = 0] = alone;
    counted.pass += Number(passed);
    counted.fail += Number(failed);
    counted.skipped += Number(skipped);
    ends++;
    continue;
  }
  const found = /(?:^|\s)(?:ℹ|#) (pass|fail|cancelled|skipped) (\d+)$/.exec(text);
  if (!found) continue;
  counted[found[1]] += Number(found[2]);
  ends++;
}
const failed = counted.fail + counted.cancelled;
if (counted.skipped > 0) console.log(`${counted.skipped} skipped, each with its reason above`);
console.log(`${counted.pass} passed, ${failed} failed`);
process.exitCode = ends === 0 || counted.pass + failed === 0 ? 1 : 0;
