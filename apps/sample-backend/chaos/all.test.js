import { registerChaos } from "@chaos-packs/harness";
import { dbPool } from "@chaos-packs/pack-db-pool";
import { workerFailures } from "@chaos-packs/pack-worker-failures";
import { sampleBackend } from "../dist/chaos/target.js";

await registerChaos({ target: sampleBackend(), packs: [workerFailures, dbPool], options: { failOnSkip: true } });
