import { randomUUID } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import type { Profiler } from "node:inspector";
import { basename, dirname, join } from "node:path";

/** The files in which the lives of roles write what they ran, until somebody takes them. */
export class Lives {
  readonly #folder: string;
  /** Of the lives of each lane that no run has claimed yet: where they write. */
  readonly #open = new Map<string, string[]>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where the next life in a lane writes what it ran. */
  file(lane: string): string {
    const file = join(this.#folder, randomUUID());
    const files = this.#open.get(lane) ?? [];
    this.#open.set(lane, [...files, file]);
    return file;
  }

  /** What the lives of a lane have run since it was last asked. */
  async take(lane: string): Promise<readonly Profiler.ScriptCoverage[]> {
    const files = this.#open.get(lane) ?? [];
    this.#open.delete(lane);
    const written = files.length === 0 ? [] : await readdir(this.#folder);
    const scripts: Profiler.ScriptCoverage[] = [];
    for (const file of files)
      for (const name of written.filter((each) => each.startsWith(`${basename(file)}-`))) {
        const path = join(dirname(file), name);
        scripts.push(...(JSON.parse(await readFile(path, "utf8")) as readonly Profiler.ScriptCoverage[]));
        await rm(path);
      }
    return scripts;
  }
}
