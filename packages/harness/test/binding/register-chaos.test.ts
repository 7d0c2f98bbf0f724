import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { runFile } from "../fixtures/run-file.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "register-chaos-"));
});
after(() => rm(folder, { recursive: true }));

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runFile("run-counting.ts", args, { REPORT: join(folder, "chaos.json"), ...env });

const reportOf = async () => JSON.parse(await readFile(join(folder, "chaos.json"), "utf8"));

for (const adapter of ["worker-thread", "child-process"]) {
  test(`a sound service holds with the adapter ${adapter}, and the report says what was done`, async () => {
    const { code, output } = await run(["--only", "connection-reset,stalled", "--adapter", adapter, "--seed", "7"]);
    assert.equal(code, 0, output);
    const report = await reportOf();
    assert.equal(report.schema, 1);
    assert.equal(report.seed, 7);
    const { recoveries, recoveryMs, ...totals } = report.totals;
    assert.deepEqual(recoveries, { tried: 2, succeeded: 2 });
    assert.ok(recoveryMs.p50 > 0 && recoveryMs.p50 <= recoveryMs.p95, JSON.stringify(recoveryMs));
    assert.deepEqual(totals, {
      violated: 0,
      "cleanup-failed": 0,
      "invalid-baseline": 0,
      "not-injected": 0,
      unknown: 0,
      skipped: 0,
      holds: 2,
      notRun: 0,
      secondTries: 0,
    });
    const [reset] = report.scenarios;
    assert.equal(reset.adapter, adapter);
    assert.deepEqual(
      reset.faults.map(({ name, anchor, hits }: Record<string, unknown>) => ({ name, anchor, hits })),
      [{ name: "reset connection", anchor: 'before the "counted" { number: 3 }', hits: 1 }],
    );
    assert.ok(
      reset.invariants.some(
        ({ name, standing, status }: Record<string, unknown>) =>
          name === "numbers arrive" && !standing && status === "holds",
      ),
    );
    assert.ok(reset.invariants.filter(({ standing }: Record<string, unknown>) => standing).length >= 4);
  });
}

test("the scenarios to begin with run alone, unless others are asked for", async () => {
  const FIRST = "connection-reset";
  const idsAfter = async (args: readonly string[]): Promise<readonly string[]> => {
    const { code, output } = await run(args, { FIRST });
    assert.equal(code, 0, output);
    return (await reportOf()).scenarios.map(({ id }: Record<string, unknown>) => id);
  };
  assert.deepEqual(await idsAfter([]), [FIRST]);
  assert.deepEqual(await idsAfter(["--only", "stalled"]), ["stalled"]);
  assert.deepEqual(await idsAfter(["--full", "--only", "stalled"]), ["stalled"]);
});

test("a run that is interrupted tells what it had found, and says how much did not run", async () => {
  const { code, output } = await runFile(
    "run-counting.ts",
    ["--only", "connection-reset,stalled", "--repeat", "400", "--seed", "7"],
    { REPORT: join(folder, "chaos.json"), DEFECT: "careless" },
    /connection-reset.*: violated/,
  );
  assert.equal(code, 130, output);
  for (const part of ["numbers arrive: 3 never reached the server", "ended after", "of 800 runs; the rest did not run"])
    assert.ok(output.includes(part), `"${part}" is missing in:\n${output}`);
  const { failure, totals, scenarios } = await reportOf();
  assert.equal(failure.code, "INTERRUPTED");
  assert.equal(totals.notRun, 800 - scenarios.length);
});

test("a broken service is violated: exit 1, with promise, moment, logs, seed and the command that repeats it", async () => {
  const { code, output } = await run(["--only", "connection-reset", "--seed", "7"], { DEFECT: "careless" });
  assert.equal(code, 1, output);
  for (const part of [
    "it counts to five",
    "numbers arrive: 3 never reached the server",
    'reset connection before the "counted" { number: 3 }: at',
    "counter 0 | counter ready",
    "run-counting.ts --only counting/connection-reset --seed 7",
  ]) {
    assert.ok(output.includes(part), `${part} is missing in\n${output}`);
  }
});

test("a fault that never fired is a failure: exit 3, with the near misses", async () => {
  const { code, output } = await run(["--only", "never-struck"]);
  assert.equal(code, 3, output);
  assert.ok(output.includes('5 × "counted" seen before, none had number 11 (seen number: 1, 2, 3, 4, 5)'), output);
});

test("a service that is broken without any fault proves nothing: exit 4, with what was wrong", async () => {
  const { code, output } = await run(["--only", "connection-reset"], { DEFECT: "broken" });
  assert.equal(code, 4, output);
  assert.match(output, /without any fault, "count to five": .*count was demanded and answered: 500/);
});

test("a run in which everything is skipped proves nothing: exit 6, with the reason", async () => {
  const { code, output } = await run(["--only", "needs-singing"]);
  assert.equal(code, 6, output);
  assert.ok(output.includes('the target has no moment "sung"'), output);
});

test("a skip fails where skips are not allowed", async () => {
  const { code } = await run(["--only", "needs-singing,connection-reset", "--fail-on-skip"]);
  assert.equal(code, 6);
});

for (const [args, code] of [
  [["--only", "conection-reset"], "UNKNOWN_SCENARIO"],
  [["--pack", "singing"], "UNKNOWN_PACK"],
  [["--explain", "__proto__"], "UNKNOWN_SCENARIO"],
  [["--only", ""], "BAD_OPTION"],
  [["--pack", ","], "BAD_OPTION"],
  [["--lanes", "none"], "BAD_OPTION"],
  [["--sing"], "BAD_OPTION"],
] as const) {
  test(`${args.join(" ")} ends with exit 64 and ${code}`, async () => {
    const { code: exit, output } = await run(args);
    assert.equal(exit, 64, output);
    assert.ok(output.includes(code), output);
  });
}

test("--list names every scenario, --explain tells what one does, and neither runs anything", async () => {
  const list = await run(["--list"]);
  assert.equal(list.code, 0, list.output);
  assert.match(list.output, /counting\/connection-reset +it counts to five/);
  const explained = await run(["--explain", "stalled"]);
  assert.equal(explained.code, 0);
  assert.match(explained.output, /fault +stall after the "counted" \{ number: 2 \}; heals after 0.1 × patienceMs/);
});

test("JUnit XML is written on request", async () => {
  const path = join(folder, "junit.xml");
  await run(["--only", "never-struck,connection-reset", "--junit", path]);
  const xml = await readFile(path, "utf8");
  assert.match(xml, /<testsuite name="counting" tests="2" failures="1" skipped="0">/);
  assert.match(xml, /<failure type="not-injected"/);
});

/** As `node file` runs it: nobody reads the events of node:test. */
const runAlone = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runFile("run-counting.ts", args, { REPORT: join(folder, "chaos.json"), NODE_OPTIONS: "", ...env }, undefined, []);

test("without a reporter a green run prints its head, a summary and the counts, and no line for a test", async () => {
  const { code, output } = await runAlone(["--only", "connection-reset,stalled", "--seed", "7"]);
  assert.equal(code, 0, output);
  assert.match(
    output,
    /^chaos: 2 runs, \d+ lanes, worker-thread, seed 7, lines 1\n\n {2}counting {2}2 holds\n\n {2}2 holds in [\d.]+ m?s, seed 7\n {2}report: \S+\nchaos: 2 passed, 0 failed, 0 skipped\n$/,
  );
});

test("without a reporter a failure is printed in full once, and the exit code is the same", async () => {
  const { code, output } = await runAlone(["--only", "connection-reset", "--repeat", "3", "--seed", "7"], {
    DEFECT: "careless",
  });
  assert.equal(code, 1, output);
  assert.equal(output.split("  promised\n").length - 1, 1, output);
  assert.match(
    output,
    /3 failed, for one cause\n {4}violated: numbers arrive: 3 never reached the server.*: 1 scenario/,
  );
  assert.match(output, /\nchaos: 0 passed, 3 failed, 0 skipped\n$/);
});

test("verbose prints a line for each scenario, with its duration, faults and invariants", async () => {
  const { output } = await runAlone(["--only", "connection-reset,stalled", "--verbose"]);
  assert.match(output, /chaos: 2\/2 counting\/\S+: holds \(\d+ ms, 1\/1 faults, \d+\/\d+ invariants\)/);
});

test("a test of node:test lasts as long as its scenario, not since the run began, and the report says the same", async () => {
  const { code, output } = await run(["--only", "connection-reset,stalled", "--repeat", "4", "--lanes", "1"]);
  assert.equal(code, 0, output);
  const { scenarios, durationMs } = await reportOf();
  const shown = [...output.matchAll(/✔ counting\/(\S+ \[\d\/4\]): .*\((\d+(?:\.\d+)?)ms\)/g)];
  assert.equal(shown.length, 8, output);
  const sum = shown.reduce((total, [, , ms]) => total + Number(ms), 0);
  assert.ok(sum <= durationMs, `${sum} ms of tests in a run of ${durationMs} ms on one lane`);
  const reported = scenarios.reduce((total: number, { durationMs: ms }: { durationMs: number }) => total + ms, 0);
  assert.ok(Math.abs(sum - reported) < 0.1 * reported + 50, `${sum} ms in node:test, ${reported} ms in the report`);
});

for (const adapter of ["worker-thread", "child-process"]) {
  test(`coverage tells the lines that ran under faults and in no baseline, with the adapter ${adapter}`, async () => {
    const { code, output } = await runAlone(["--only", "connection-reset", "--coverage", "--adapter", adapter]);
    assert.equal(code, 0, output);
    const { files } = JSON.parse(await readFile(join(folder, "coverage/coverage.json"), "utf8"));
    const [counter] = files;
    assert.ok(counter.file.endsWith("test/fixtures/counter.mjs"), output);
    const source = (await readFile(new URL("../fixtures/counter.mjs", import.meta.url), "utf8")).split("\n");
    const text = (lines: readonly number[]): string => lines.map((line) => source[line - 1]).join("\n");
    assert.match(text(counter.recovery), /setTimeout\(dial, 60\)/);
    assert.doesNotMatch(text(counter.recovery), /createServer/);
    assert.match(text(counter.neverRan), /boom/);
    assert.match(output, /recovery code +\d/);
    assert.match(await readFile(join(folder, "coverage/lcov.info"), "utf8"), /^TN:\nSF:.*counter\.mjs\nDA:/);
  });
}
