import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../src/failure.ts";
import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "temporary-files-have-moved",
  mistake:
    "Temporary files live in a new folder until the pieces are stored, and whoever sweeps up after the dead looks into the old one",
  expected: ["worker-failures/cleanup-after-recovery"],
  swap: (sound) => ({
    async cutSource(services, { job, wanted }, signal) {
      const { config, parts } = services;
      const source = await parts.readSource(services, job, signal);
      const folder = join(config.tmpDir, "cutting", job);
      await mkdir(folder, { recursive: true });
      const file = join(folder, "source");
      await writeFile(file, source);
      await parts.runCutter({
        command: config.cutter,
        source: file,
        folder,
        pieces: wanted,
        timeoutMs: config.cutterTimeoutMs,
        signal,
      });
      return Promise.all(
        Array.from({ length: wanted }, (_, index) =>
          readFile(join(folder, String(index + 1))).catch((error) => {
            throw new Failure("refused", `the cutter made no piece ${index + 1}`, { cause: error });
          }),
        ),
      );
    },
    async storePieces(services, job, pieces, signal) {
      try {
        return await sound.storePieces(services, job, pieces, signal);
      } finally {
        await rm(join(services.config.tmpDir, "cutting", job), { recursive: true, force: true });
      }
    },
  }),
});
