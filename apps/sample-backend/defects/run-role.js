import { runApi } from "../dist/src/roles/run-api.js";
import { runWorker } from "../dist/src/roles/run-worker.js";
import { sound } from "../dist/src/sound.js";

// The entry point of every defective role; the service's own entry points know nothing of it. It is no TypeScript,
// because tsc would hide from bundlers what is imported here.
const { defect } = await import(`../dist/defects/${process.env.DEFECT}.js`);
const parts = { ...sound, ...defect.swap(sound) };
await (process.env.ROLE === "api" ? runApi(parts) : runWorker(parts));
