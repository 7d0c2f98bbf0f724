import { registerChaos } from "@chaos-packs/harness";
import { workerFailures } from "@chaos-packs/pack-worker-failures";
import { target } from "./chaos/target.js";

await registerChaos({ target, packs: [workerFailures] });
