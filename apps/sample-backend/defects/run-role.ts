import type { Parts } from "../src/parts.ts";
import { runApi } from "../src/roles/run-api.ts";
import { runWorker } from "../src/roles/run-worker.ts";
import { sound } from "../src/sound.ts";
import type { BackendDefect } from "./backend-defect.ts";

// The entry point of every defective role; the service's own entry points know nothing of it.
const { defect } = (await import(`./${process.env["DEFECT"]}.js`)) as { defect: BackendDefect };
const parts: Parts = { ...sound, ...defect.swap(sound) };
await (process.env["ROLE"] === "api" ? runApi(parts) : runWorker(parts));
