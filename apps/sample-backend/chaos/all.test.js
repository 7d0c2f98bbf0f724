import { registerChaos } from "@chaos-packs/harness";
import { workerFailures } from "@chaos-packs/pack-worker-failures";
import { sampleBackend } from "../dist/chaos/target.js";

await registerChaos({ target: sampleBackend(), packs: [workerFailures], options: { failOnSkip: true } });
