// Puts each defect through the scenarios that it expects to be caught by: node --test prove.js
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { prove } from "@chaos-packs/harness";
import { workerFailures } from "@chaos-packs/pack-worker-failures";
import { defects } from "./defects.js";
import { hasPython } from "./has-python.js";
import { orders } from "./target.js";

const skip = hasPython ? false : "there is no python3 from 3.10 on this machine";

// Side by side: a worker that hangs is waited for, and that costs no CPU.
suite("the defects", { concurrency: true }, () => {
  for (const defect of defects) {
    test(`${defect.name} is caught: ${defect.mistake}`, { skip }, async (context) => {
      const { defects: proofs } = await prove({
        targetOf: (name) => orders({ defect: name }),
        packs: [workerFailures],
        defects: [defect],
        full: false,
        only: [],
        lanes: 1,
        seed: 1,
        report: fileURLToPath(new URL(`reports/proof-of-${defect.name}.json`, import.meta.url)),
        print: (line) => context.diagnostic(line),
      });
      const [proof] = proofs;
      assert.deepEqual(proof.problems, []);
      assert.deepEqual([...proof.caughtBy].sort(), [...defect.expected].sort());
    });
  }
});
