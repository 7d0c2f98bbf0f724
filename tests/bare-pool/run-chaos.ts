import { registerChaos } from "@chaos-packs/harness";
import { dbPool } from "@chaos-packs/pack-db-pool";
import { leastOfPool } from "./target.ts";

await registerChaos({ target: leastOfPool({ writes: process.env["READS_ONLY"] !== "1" }), packs: [dbPool] });
