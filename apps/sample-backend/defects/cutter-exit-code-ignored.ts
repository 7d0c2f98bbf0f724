import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "cutter-exit-code-ignored",
  mistake: "Nobody looks how the cutter ended: the pieces in its folder are taken for all of them",
  expected: ["worker-failures/cutter-fails"],
  swap: () => ({
    async cutSource(services, { job, fence, wanted }, signal) {
      const { config, parts, owner } = services;
      const source = await parts.readSource(services, job, signal);
      const folder = join(config.tmpDir, `${job}.${owner.slice(0, 8)}.${fence}`);
      try {
        await mkdir(folder, { recursive: true });
        const file = join(folder, "source");
        await writeFile(file, source);
        await parts
          .runCutter({
            command: config.cutter,
            source: file,
            folder,
            pieces: wanted,
            timeoutMs: config.cutterTimeoutMs,
            signal,
          })
          .catch((error) => {
            if (!/exited with/.test(String(error))) throw error;
          });
        const numbers = (await readdir(folder)).map(Number).filter(Number.isInteger);
        return await Promise.all(numbers.sort((a, b) => a - b).map((number) => readFile(join(folder, String(number)))));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  }),
});
