import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { defineDefect, isChaosError } from "@chaos-packs/contract";
import { prove } from "../src/prove/prove.ts";
import { counterTarget, countingPack } from "./fixtures/counting.ts";

const defect = (name: string, ...expected: string[]) => defineDefect({ name, mistake: name, expected });
const given = {
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

for (const [what, part, code] of [
  ["an expected scenario that is not there", { defects: [defect("careless", "counting/sung")] }, "BAD_DEFECT"],
  ["no expected scenario", { defects: [defect("careless")] }, "BAD_DEFECT"],
  ["an unknown defect", { defects: [defect("careless", "counting/stalled")], only: ["carefree"] }, "UNKNOWN_DEFECT"],
  ["no defect at all", { defects: [] }, "NO_DEFECTS"],
] as const) {
  test(`${what} is refused with ${code}`, () =>
    assert.rejects(prove({ ...given, ...part }), (error) => isChaosError(error, code)));
}
