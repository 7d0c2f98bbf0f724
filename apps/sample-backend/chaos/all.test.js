import { registerChaos } from "@chaos-packs/harness";
import { dbPool } from "@chaos-packs/pack-db-pool";
import { pubsub } from "@chaos-packs/pack-pubsub";
import { workerFailures } from "@chaos-packs/pack-worker-failures";
import { sampleBackend } from "../dist/chaos/target.js";

await registerChaos({
  target: sampleBackend(),
  packs: [workerFailures, dbPool, pubsub],
  options: { failOnSkip: true },
});
