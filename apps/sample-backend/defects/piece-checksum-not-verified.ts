import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "piece-checksum-not-verified",
  mistake: "A piece goes upstream as it is read from the store, without a look at its checksum",
  expected: ["worker-failures/corrupted-input-chunk"],
  swap: (sound) => ({
    async readPiece(services, claim, signal) {
      const piece = await services.store.get(claim.pieceKey, signal);
      return piece ? piece.bytes : sound.readPiece(services, claim, signal);
    },
  }),
});
