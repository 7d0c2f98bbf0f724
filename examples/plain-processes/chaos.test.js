import { fileURLToPath } from "node:url";
import { registerChaos } from "@chaos-packs/harness";
import { workerFailures } from "@chaos-packs/pack-worker-failures";
import { plainProcesses } from "./target.js";

const report = fileURLToPath(new URL("reports/chaos.json", import.meta.url));

await registerChaos({ target: plainProcesses, packs: [workerFailures], report });
