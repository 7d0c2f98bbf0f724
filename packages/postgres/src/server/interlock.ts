import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Journal } from "@chaos-packs/contract/kind";
import type { SharedMemorySegment } from "./remove-segment.ts";
import { runProgram } from "./run-program.ts";

const SEGMENT_LINE = 6;
/** Beside this module, which is TypeScript in the repository and JavaScript elsewhere. */
const REMOVE = new URL(`./remove-segment${extname(import.meta.url)}`, import.meta.url);

/**
 * The System V shared memory segment by which a running server keeps others off its directory. A server removes it when it
 * stops; of one that is killed it would stay until the machine restarts, and macOS has room for 32.
 */
export class Interlock {
  readonly #directory: string;
  readonly #journal: Journal;
  #segment: SharedMemorySegment | undefined;
  #strike: () => void = () => {};

  constructor(directory: string, journal: Journal) {
    this.#directory = directory;
    this.#journal = journal;
  }

  /** Enters it into the journal. To be called whenever the server is ready: after a crash it has another. */
  async note(): Promise<void> {
    const segment = await segmentOf(this.#directory);
    this.#strike();
    this.#segment = segment;
    this.#strike = segment
      ? await this.#journal.undo({ module: REMOVE, name: "removeSegment", args: segment })
      : () => {};
  }

  /** The server has ended, and removed it itself unless it was killed. */
  async end({ wasKilled }: { readonly wasKilled: boolean }): Promise<void> {
    const { id } = this.#segment ?? {};
    this.#segment = undefined;
    // It fails when the server got as far as removing it.
    if (wasKilled && id !== undefined) await runProgram(["ipcrm", "-m", String(id)]).catch(() => {});
    this.#strike();
    this.#strike = () => {};
  }
}

/** From the seventh line of postmaster.pid: https://www.postgresql.org/docs/18/storage-file-layout.html */
async function segmentOf(directory: string): Promise<SharedMemorySegment | undefined> {
  const lines = (await readFile(join(directory, "postmaster.pid"), "utf8")).split("\n");
  const [key, id] = (lines[SEGMENT_LINE] ?? "").trim().split(/\s+/).map(Number);
  return key === undefined || id === undefined ? undefined : { key, id };
}
