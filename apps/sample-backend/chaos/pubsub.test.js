import { registerChaos } from "@chaos-packs/harness";
import { pubsub } from "@chaos-packs/pack-pubsub";
import { sampleBackend } from "../dist/chaos/target.js";

await registerChaos({ target: sampleBackend(), packs: [pubsub], report: "reports/chaos-pubsub.json" });
