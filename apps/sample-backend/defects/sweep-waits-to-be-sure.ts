import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

/** How many leases a chunk must have been silent for. */
const PATIENCE = 120;

const patient = (services: Services): Services => ({
  ...services,
  config: { ...services.config, leaseMs: services.config.leaseMs * PATIENCE },
});

export const defect = defineBackendDefect({
  name: "sweep-waits-to-be-sure",
  mistake: "To be sure that a worker is dead the sweep waits many leases, and whoever waits for the job waits with it",
  expected: ["worker-failures/recovery-is-bounded"],
  swap: (sound) => ({
    findWork: (services) => sound.findWork(patient(services)),
    findInterrupted: (services) => sound.findInterrupted(patient(services)),
    failStaleChunks: (services, job) => sound.failStaleChunks(patient(services), job),
    claimRecovery: (services, job, id) => sound.claimRecovery(patient(services), job, id),
  }),
});
