import { piecesPrefix } from "../src/store/keys.ts";
import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "pieces-there-are-taken-for-all",
  mistake:
    "When pieces of a job are in the store already its cutting is believed to be complete, though whoever stored them died on the way",
  expected: ["worker-failures/crash-during-chunking"],
  swap: (sound) => ({
    async storePieces(services, job, pieces, signal) {
      const { store } = services;
      const keys = await store.list(piecesPrefix(job), signal);
      if (keys.length === 0) return sound.storePieces(services, job, pieces, signal);
      return Promise.all(keys.map(async (key) => ({ key, sum: (await store.get(key, signal))?.sum ?? "" })));
    },
  }),
});
