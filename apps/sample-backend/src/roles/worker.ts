import { sound } from "../sound.ts";
import { runWorker } from "./run-worker.ts";

await runWorker(sound);
