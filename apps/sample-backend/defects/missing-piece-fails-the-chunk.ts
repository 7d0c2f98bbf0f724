import { Failure } from "../src/failure.ts";
import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "missing-piece-fails-the-chunk",
  mistake: "A piece that is gone fails its job, though the source from which it could be cut again is there",
  expected: ["worker-failures/missing-input-chunk"],
  swap: (sound) => ({
    async readPiece(services, claim, signal) {
      if (!(await services.store.get(claim.pieceKey, signal)))
        throw new Failure("hopeless", "the piece is gone from the store");
      return sound.readPiece(services, claim, signal);
    },
  }),
});
