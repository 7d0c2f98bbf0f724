// Puts each defect through the scenarios that it expects to be caught by: node prove.js
import { fileURLToPath } from "node:url";
import { defectsIn } from "@chaos-packs/contract/target";
import { prove } from "@chaos-packs/harness";
import { workerFailures } from "@chaos-packs/pack-worker-failures";
import { defects as swaps } from "./defects.js";
import { hasPython } from "./has-python.js";
import { orders, target } from "./target.js";

const defects = [...swaps, ...(await defectsIn(new URL("chaos/defects/", import.meta.url)))];

if (hasPython) {
  const { defects: proofs } = await prove({
    target,
    targetOf: (name) => orders({ defect: name }),
    packs: [workerFailures],
    defects,
    full: false,
    only: [],
    // All at once: a worker that hangs is waited for, and that costs no CPU.
    lanes: defects.length,
    seed: 1,
    report: fileURLToPath(new URL("reports/proof.json", import.meta.url)),
    print: (line) => console.log(line),
  });
  const caught = proofs.filter(({ problems }) => problems.length === 0).length;
  console.log(`prove: ${caught} caught, ${proofs.length - caught} missed`);
  if (caught < proofs.length) process.exitCode = 1;
} else {
  console.log("there is no python3 from 3.10 on this machine");
  console.log(`prove: 0 caught, 0 missed, ${defects.length} skipped`);
}
