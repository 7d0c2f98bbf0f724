// What takes longer than CI has: three whole passes of the catalogue with each adapter, 20 repeats (of the quick scenarios,
// or of those that are named: npm run test:full -- --only kill-mid-chunk), one pass beside two busy loops, in which nothing
// may be violated, and the repaired services of the examples, whole. Goes on after a part that fails, and says at the end which did.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { runCommand } from "./run-command.js";

const REPORT = "apps/sample-backend/reports/chaos.json";
const BUSY_LOOPS = 2;

const { values } = parseArgs({ options: { only: { type: "string" } } });
const chosen = values.only === undefined ? ["--quick"] : ["--only", values.only];
const chaos = (...flags) => runCommand("npm", ["run", "chaos", "--", ...flags]);
const isEnded = (code) => code > 128; // by a signal

const PARTS = [
  ["three passes, worker threads", () => chaos("--repeat", "3")],
  ["three passes, child processes", () => chaos("--repeat", "3", "--adapter", "child-process")],
  ["20 repeats, worker threads", () => chaos(...chosen, "--repeat", "20")],
  ["20 repeats, child processes", () => chaos(...chosen, "--repeat", "20", "--adapter", "child-process")],
  [`one pass beside ${BUSY_LOOPS} busy loops, nothing violated`, besideBusyLoops],
];

// Services as others write them: sound in the repaired variant, and with the findings that stand beside them in the first.
for (const service of ["bullmq-documents", "pg-boss-documents", "express-pool"])
  PARTS.push([
    `${service}, repaired`,
    () => runCommand("node", ["chaos-repaired.test.js"], { cwd: `examples/${service}` }),
  ]);

const ends = [];
for (const [name, part] of PARTS) {
  console.log(`\ntest:full: ${name}`);
  const code = await part();
  ends.push(`${code === 0 ? "passed" : `FAILED with exit code ${code}`}: ${name}`);
  if (code !== 0) process.exitCode = code;
  if (isEnded(code)) break;
}
console.log(`\n${ends.map((end) => `test:full: ${end}`).join("\n")}`);

/** On an overloaded machine some may be unknown, but never violated. */
async function besideBusyLoops() {
  const loops = Array.from({ length: BUSY_LOOPS }, () => spawn(process.execPath, ["-e", "for (;;);"]));
  try {
    const code = await chaos();
    if (isEnded(code)) return code;
    const { totals, failure } = JSON.parse(await readFile(REPORT, "utf8"));
    return totals.violated === 0 && totals.notRun === 0 && failure === undefined ? 0 : code || 1;
  } finally {
    for (const loop of loops) loop.kill("SIGKILL");
  }
}
