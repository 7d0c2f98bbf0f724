import { readdirSync } from "node:fs";
import { openWorkerThreads } from "../../src/adapters/open-worker-threads.ts";
import { adapterLaws } from "./laws.ts";

adapterLaws("openWorkerThreads", openWorkerThreads, async () => readdirSync("/proc/self/task").length);
