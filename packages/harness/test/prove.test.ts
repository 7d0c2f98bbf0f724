import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { defineDefect, defineInvariant, exceeded, isChaosError, type Scenario } from "@chaos-packs/contract";
import { prove } from "../src/prove/prove.ts";
import { counterTarget, countingPack } from "./fixtures/counting.ts";
import { stallOfTheMachine } from "./fixtures/noise.ts";

const defect = (name: string, ...expected: string[]) => defineDefect({ name, mistake: name, expected });
const given = {
  target: counterTarget(),
  targetOf: (name: string) => counterTarget({ defect: name }),
  packs: [countingPack],
  full: false,
  only: [],
  lanes: 1,
  seed: 7,
  report: "/dev/null/never-written",
  print: () => {},
};

test("a defect is proven by the scenario that catches it, is a problem where it is missed, and where it needs no fault", async () => {
  const folder = await mkdtemp(join(tmpdir(), "prove-"));
  const report = join(folder, "proof.json");
  try {
    const defects = [
      defect("careless", "counting/connection-reset", "counting/stalled"),
      defect("broken", "counting/connection-reset"),
    ];
    const { ok, defects: proofs, unproven } = await prove({ ...given, defects, report });
    assert.equal(ok, false);
    const [broken, careless] = proofs;
    assert.deepEqual(careless?.caughtBy, ["counting/connection-reset"]);
    assert.equal(careless?.problems.length, 1);
    assert.match(careless?.problems[0] ?? "", /^counting\/stalled did not catch it: /);
    assert.deepEqual(broken?.caughtBy, []);
    assert.match(broken?.problems[0] ?? "", /^counting\/connection-reset: it is broken without any fault: /);
    assert.deepEqual(unproven, ["counting/stalled", "counting/never-struck", "counting/needs-singing"]);
    const written = JSON.parse(await readFile(report, "utf8"));
    assert.equal(written.schema, 1);
    assert.deepEqual(written.scenarios[0], { id: "counting/connection-reset", killedBy: ["careless"] });
    assert.deepEqual(written.totals, { defects: 2, caught: 0, scenarios: 4, proven: 1 });
  } finally {
    await rm(folder, { recursive: true });
  }
});

const isNeverInTime = defineInvariant({
  name: "is never in time",
  timed: true,
  check: ({ endedAt }) => exceeded("it is late", { byMs: 1, from: 0, to: endedAt }),
  examples: { keeps: undefined as never, breaks: undefined as never },
});

for (const [times, caughtBy] of [
  [1, ["counting/it"]],
  [2, []],
] as const) {
  test(`a scenario that the machine's stall kept from catching is tried once more, alone: stalled ${times} times`, async () => {
    const { fault, injected } = stallOfTheMachine(times);
    const sound = countingPack.scenarios["connection-reset"] as Scenario;
    const schedule = sound.schedule.map(({ at }) => ({ at, inject: fault }));
    const pack = { ...countingPack, scenarios: { it: { ...sound, schedule, invariants: [isNeverInTime] } } };
    const folder = await mkdtemp(join(tmpdir(), "prove-"));
    try {
      const printed: string[] = [];
      const { defects } = await prove({
        ...given,
        packs: [pack],
        defects: [defect("careless", "counting/it")],
        report: join(folder, "proof.json"),
        print: (line) => printed.push(line),
      });
      assert.deepEqual(
        defects.map((each) => each.caughtBy),
        [caughtBy],
      );
      assert.equal(injected(), 2);
      assert.equal(printed.length, 1);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}

for (const [what, part, code] of [
  ["an expected scenario that is not there", { defects: [defect("careless", "counting/sung")] }, "BAD_DEFECT"],
  ["no expected scenario", { defects: [defect("careless")] }, "BAD_DEFECT"],
  ["an unknown defect", { defects: [defect("careless", "counting/stalled")], only: ["carefree"] }, "UNKNOWN_DEFECT"],
  ["no defect at all", { defects: [] }, "NO_DEFECTS"],
] as const) {
  test(`${what} is refused with ${code}`, () =>
    assert.rejects(prove({ ...given, ...part }), (error) => isChaosError(error, code)));
}
