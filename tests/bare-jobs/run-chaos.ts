import { registerChaos } from "@chaos-packs/harness";
import { workerFailures } from "@chaos-packs/pack-worker-failures";
import { bareJobs } from "./target.ts";

const { DEFECT = "", PROMISES = "yes" } = process.env;
await registerChaos({ target: bareJobs({ defect: DEFECT, promises: PROMISES === "yes" }), packs: [workerFailures] });
