import { kindOf } from "../src/failure.ts";
import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "empty-piece-instead",
  mistake: "A piece that can neither be read nor be cut again is replaced by an empty one, so that the job can end",
  expected: ["worker-failures/missing-input-chunk", "worker-failures/corrupted-input-chunk"],
  swap: (sound) => ({
    readPiece: (services, claim, signal) =>
      sound.readPiece(services, claim, signal).catch((error) => {
        if (kindOf(error) !== "hopeless") throw error;
        services.log.warn({ job: claim.job, chunk: claim.chunk }, "piece is gone for good, going on without it");
        return Buffer.alloc(0);
      }),
  }),
});
