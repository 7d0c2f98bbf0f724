import { registerChaos } from "@chaos-packs/harness";
import { dbPool } from "@chaos-packs/pack-db-pool";
import { repaired } from "./chaos/target.js";

await registerChaos({ target: repaired, packs: [dbPool], report: "reports/chaos-repaired.json" });
