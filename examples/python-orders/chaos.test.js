import { availableParallelism } from "node:os";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { registerChaos } from "@chaos-packs/harness";
import { workerFailures } from "@chaos-packs/pack-worker-failures";
import { hasPython } from "./has-python.js";
import { orders } from "./target.js";

const report = fileURLToPath(new URL("reports/chaos.json", import.meta.url));

// This service waits more than it computes: one scenario more than there are cores keeps all of them busy.
process.env.CHAOS_LANES ??= String(availableParallelism() + 1);

if (hasPython) await registerChaos({ target: orders(), packs: [workerFailures], report });
else test("chaos: python-orders", { skip: "there is no python3 from 3.10 on this machine" }, () => {});
