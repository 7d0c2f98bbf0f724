import { registerChaos } from "@chaos-packs/harness";
import { dbPool } from "@chaos-packs/pack-db-pool";
import { sampleBackend } from "../dist/chaos/target.js";

await registerChaos({ target: sampleBackend(), packs: [dbPool], report: "reports/chaos-db-pool.json" });
