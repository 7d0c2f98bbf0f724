// Puts each defect through the scenarios that it expects to be caught by: node prove.js [--full] [--only DEFECT,…]
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { prove } from "@chaos-packs/harness";
import { workerFailures } from "@chaos-packs/pack-worker-failures";
import { defects } from "./defects.js";
import { orders } from "./target.js";

const { values } = parseArgs({ options: { full: { type: "boolean" }, only: { type: "string" } } });
const { defects: proofs } = await prove({
  targetOf: (defect) => orders({ defect }),
  packs: [workerFailures],
  defects,
  full: values.full === true,
  only: values.only?.split(",") ?? [],
  lanes: 1,
  seed: 1,
  report: fileURLToPath(new URL("reports/proof.json", import.meta.url)),
  print: (line) => console.log(line),
});
// That most scenarios are proven by no defect of these is no news: they are proven on the sample backend.
const missed = proofs.filter(({ problems }) => problems.length > 0);
console.log(`${proofs.length - missed.length} of ${proofs.length} defects are caught as expected`);
process.exitCode = missed.length > 0 ? 1 : 0;
