import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "chunk-fails-without-a-reason",
  mistake: "A chunk is marked failed, and what had gone wrong is in the log of its worker only",
  expected: ["worker-failures/storage-unwritable", "worker-failures/upstream-fails-mid-job"],
  swap: (sound) => ({
    failChunk: (services, claim, failure) => sound.failChunk(services, claim, { ...failure, error: "" }),
  }),
});
