import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import type { Profiler } from "node:inspector";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Painted, paintOver, paintRanges } from "./paint-ranges.ts";

/** When code ran: while nothing was broken, or in a run in which a fault struck. */
export type RanWhen = "baseline" | "faulted";

/** A script of a bundle, and what of it ran when. */
export interface CoveredScript {
  readonly code: string;
  readonly baseline: Painted;
  readonly faulted: Painted;
}

/** What the lives of roles that are Node modules ran, kept apart by whether a fault struck in their run. */
export class CoverageLog {
  /** By URL. */
  readonly scripts = new Map<string, CoveredScript>();
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

  /** A run has ended: what the lives of its lane wrote ran in it. */
  async note(lane: string, when: RanWhen): Promise<void> {
    const files = this.#open.get(lane) ?? [];
    this.#open.delete(lane);
    const written = files.length === 0 ? [] : await readdir(this.#folder);
    for (const file of files)
      for (const name of written.filter((each) => each.startsWith(`${basename(file)}-`)))
        await this.#read(join(dirname(file), name), when);
  }

  async #read(path: string, when: RanWhen): Promise<void> {
    const scripts = JSON.parse(await readFile(path, "utf8")) as readonly Profiler.ScriptCoverage[];
    for (const { url, functions } of scripts) {
      const script = this.#script(url);
      paintOver(script[when], paintRanges(script.code.length, functions));
    }
    await rm(path);
  }

  #script(url: string): CoveredScript {
    const known = this.scripts.get(url);
    if (known) return known;
    const code = readFileSync(fileURLToPath(url), "utf8");
    const script = { code, baseline: new Uint8Array(code.length), faulted: new Uint8Array(code.length) };
    this.scripts.set(url, script);
    return script;
  }
}
