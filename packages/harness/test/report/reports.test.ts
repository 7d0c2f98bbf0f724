import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyHistory, violated } from "@chaos-packs/contract";
import type { Planned } from "../../src/plan.ts";
import { chaosReport, totalsOf } from "../../src/report/chaos-json.ts";
import { describeFailure } from "../../src/report/describe-failure.ts";
import { junitOf } from "../../src/report/junit.ts";
import type { Finished } from "../../src/runner.ts";
import { countingPack } from "../fixtures/counting.ts";

const session = {
  target: { name: "counter", dependencies: {}, roles: {}, capabilities: [] },
  adapter: "worker-thread" as const,
  versions: { lines: "1" },
  seed: 7,
};
const scenario = countingPack.scenarios["connection-reset"];
if (!scenario) throw new Error("the counting pack has no connection-reset");
const planned: Planned = {
  pack: "counting",
  title: "connection-reset",
  skip: [],
  run: { ...scenario, id: "connection-reset", deadlineFactor: 1, quick: false },
};
const [step] = scenario.schedule;
if (!step) throw new Error("connection-reset has no step");

const finished = (part: Partial<Finished> = {}): Finished => ({
  planned,
  outcome: "violated",
  because: ['numbers arrive: 3 < 5 & "4" never came\u0007', "service recovers: it did not"],
  durationMs: 12.6,
  cpuMs: 3.2,
  result: {
    outcome: "violated",
    because: [],
    judged: [
      {
        name: "numbers arrive",
        standing: false,
        verdict: violated('3 < 5 & "4" never came\u0007', { text: "x".repeat(1_000) }),
      },
      { name: "no role crashes", standing: true, verdict: { status: "holds" } },
    ],
    steps: [
      {
        step,
        hits: 1,
        firedAt: 41.4,
        healedAt: 60,
        struck: { role: "counter", index: 0, incarnation: 2 },
        dependency: "lines",
      },
    ],
    history: emptyHistory,
    settled: { operations: [], observations: [] },
    startedAt: 0,
    durationMs: 12,
    logs: { "counter 0": Array.from({ length: 12 }, (_, index) => `line ${index + 1}`) },
  },
  ...part,
});
const skipped = finished({ outcome: "skipped", because: ["no such moment"] });

test("the report has one entry a run, with its faults, its verdicts and the totals of all outcomes", () => {
  const report = chaosReport([finished(), skipped], session, {
    startedAt: "2026-01-01T00:00:00.000Z",
    durationMs: 99.6,
  });
  assert.equal(report.durationMs, 100);
  assert.deepEqual(report.totals, { ...totalsOf([]), violated: 1, skipped: 1, notRun: 0, secondTries: 0 });
  assert.deepEqual(report.causes, [
    {
      cause: 'numbers arrive: 3 < 5 & "4" never came\u0007',
      outcome: "violated",
      scenarios: ["counting/connection-reset"],
    },
  ]);
  const [entry] = report.scenarios as Record<string, unknown>[];
  assert.equal(entry?.["durationMs"], 13);
  assert.deepEqual(entry?.["faults"], [
    {
      name: "reset connection",
      anchor: 'before the "counted" { number: 3 }',
      firedAtMs: 41,
      hits: 1,
      replica: "counter 0#2",
      dependency: "lines",
    },
  ]);
  assert.deepEqual(entry?.["invariants"], [
    { name: "numbers arrive", standing: false, status: "violated", because: '3 < 5 & "4" never came\u0007' },
    { name: "no role crashes", standing: true, status: "holds" },
  ]);
});

test("what is special in XML is escaped, and control characters are left out", () => {
  const xml = junitOf([finished(), skipped], session);
  assert.ok(xml.includes('message="numbers arrive: 3 &lt; 5 &amp; &quot;4&quot; never came"'), xml);
  assert.ok(!xml.includes("\u0007"));
  assert.ok(xml.includes('tests="2" failures="1" skipped="1"'));
  assert.ok(xml.includes('<skipped message="no such moment"/>'));
});

test("a failure tells promise, fault with its moment and replica, evidence cut short, the last lines, and how to repeat it", () => {
  const text = describeFailure(finished(), session);
  assert.ok(text.includes("it counts to five"));
  assert.ok(
    text.includes(
      'reset connection before the "counted" { number: 3 }: at 41 ms, on counter 0#2 → lines, healed at 60 ms',
    ),
    text,
  );
  assert.ok(text.includes("evidence: ") && !text.includes("x".repeat(500)));
  assert.ok(text.includes("counter 0 | line 12") && !text.includes("| line 4\n"));
  assert.match(text, /repeat it with\n +\S.* --only counting\/connection-reset --seed 7$/);
});

test("with child processes the command that repeats a failure says so", () => {
  assert.ok(
    describeFailure(finished(), { ...session, adapter: "child-process" }).endsWith("--seed 7 --adapter child-process"),
  );
});
