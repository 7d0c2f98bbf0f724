import { registerChaos } from "@chaos-packs/harness";
import { dbPool } from "@chaos-packs/pack-db-pool";
import { target } from "./chaos/target.js";

await registerChaos({ target, packs: [dbPool] });
