import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../failure.ts";
import type { Services } from "../services.ts";

/** What of a job is to be cut. */
export interface CutRequest {
  readonly job: string;
  readonly fence: number;
  readonly wanted: number;
}

/** Reads the source of a job and has it cut. The pieces come in order; a folder of this run's own is removed at the end. */
export async function cutSource(
  services: Services,
  { job, fence, wanted }: CutRequest,
  signal: AbortSignal,
): Promise<readonly Buffer[]> {
  const { config, parts, owner } = services;
  const source = await parts.readSource(services, job, signal);
  const folder = join(config.tmpDir, `${job}.${owner.slice(0, 8)}.${fence}`);
  try {
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
    return await Promise.all(
      Array.from({ length: wanted }, (_, index) =>
        readFile(join(folder, String(index + 1))).catch((error) => {
          throw new Failure("refused", `the cutter made no piece ${index + 1}`, { cause: error });
        }),
      ),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
