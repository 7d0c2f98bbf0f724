import { fileURLToPath } from "node:url";
import { registerChaos } from "@chaos-packs/harness";
import { workerFailures } from "@chaos-packs/pack-worker-failures";
import { repaired } from "./chaos/target.js";

const report = fileURLToPath(new URL("reports/chaos-repaired.json", import.meta.url));

await registerChaos({ target: repaired, packs: [workerFailures], report });
