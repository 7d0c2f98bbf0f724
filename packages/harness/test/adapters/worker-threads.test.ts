import { openWorkerThreads } from "../../src/adapters/open-worker-threads.ts";
import { adapterLaws } from "./laws.ts";

adapterLaws("openWorkerThreads", openWorkerThreads, async () => countThreads());

const countThreads = (): number => process.getActiveResourcesInfo().filter((name) => name === "Worker").length;
