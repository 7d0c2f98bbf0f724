import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, constants, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { ChaosError, type Journal, type JournalProcess, type JournalUndo } from "@chaos-packs/contract";
import { journalFolder, processSpace } from "@chaos-packs/machine";
import { bundle } from "../adapters/bundle.ts";
import { markThisProcess, ownMark } from "./harness-mark.ts";
import type { JournalEntry } from "./journal-entry.ts";
import { startOf } from "./process-identity.ts";
import { undoProgram } from "./undo-program.ts";

/** A journal that is carried out when this process dies, whatever ends it. */
export interface Reaper extends AsyncDisposable, Journal {
  /** The reaper's own process. */
  readonly pid: number;
}

/**
 * Starts the small process that cleans up after this one: within 2 s of its death, by SIGKILL too, the processes of the
 * journal, and all that this process has started beside them, are ended, its undos run and its folders removed. Dispose
 * when all has been cleaned up.
 *
 * @throws ChaosError REAPER_NOT_STARTED, FOLDER_NOT_OURS, FOLDER_NOT_WRITABLE
 */
export async function openReaper({ directory }: { readonly directory?: string } = {}): Promise<Reaper> {
  markThisProcess();
  // A name that nobody has in another container that shares the folder.
  const file = join(directory ?? (await journalFolder()), `${randomBytes(8).toString("hex")}.journal`);
  const child = spawn(process.execPath, [await mainFile(), file], {
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
    env: {},
  });
  const begun = await Promise.race([
    once(child.stdout, "data").then(() => true),
    once(child, "exit").then(() => false),
    once(child, "error").then(() => false),
  ]);
  if (!begun) {
    throw new ChaosError("REAPER_NOT_STARTED", {
      expected: "the process that cleans up after the harness to start",
      came: `it ended with exit code ${child.exitCode}`,
      todo: `Run "${process.execPath} ${await mainFile()}" by hand to see why.`,
    });
  }
  return new PipedReaper(child, child.stdin, file);
}

/** Never one that is there already, or a link to one. */
const NEW_FILE = constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW | constants.O_WRONLY | constants.O_APPEND;

class PipedReaper implements Reaper {
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #pipe: Writable;
  readonly #file: number;
  /** What undoes many things stands in the journal once. */
  readonly #kept: Record<string, Promise<void>> = {};
  #lastId = 0;

  constructor(child: ChildProcess, pipe: Writable, file: string) {
    this.pid = child.pid ?? 0;
    this.#child = child;
    this.#pipe = pipe;
    this.#file = openSync(file, NEW_FILE, 0o600);
    // It must not keep this process alive: when this one ends it has work to do.
    child.unref();
    for (const stream of child.stdio)
      if (stream && "unref" in stream && typeof stream.unref === "function") stream.unref();
    pipe.on("error", () => {}); // the reaper was killed; the journal file is still there for the next run
    const space = processSpace();
    this.#write({ harness: process.pid, start: startOf(process.pid), mark: ownMark, ...(space && { space }) });
  }

  process(pid: number, options: JournalProcess = {}): () => void {
    return this.#enter((id) => ({ id, process: pid, start: startOf(pid), ...options }));
  }

  folder(path: string): () => void {
    return this.#enter((id) => ({ id, folder: path }));
  }

  async undo({ module, name, args }: JournalUndo): Promise<() => void> {
    const program = `${module.href}#${name}`;
    this.#kept[program] ??= undoProgram({ module, name }).then((code) => this.#write({ program, code }));
    await this.#kept[program];
    return this.#enter((id) => ({ id, undo: program, args }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#write({ goodbye: true });
    this.#child.ref();
    const gone = once(this.#child, "exit");
    this.#pipe.end();
    await gone;
    closeSync(this.#file);
  }

  #enter(entry: (id: number) => JournalEntry): () => void {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#write(entry(id));
    return () => this.#write({ struck: id });
  }

  /** First into the file, which is written at once: what waits in the pipe dies with this process. */
  #write(entry: JournalEntry): void {
    const line = `${JSON.stringify(entry)}\n`;
    writeSync(this.#file, line);
    this.#pipe.write(line);
  }
}

async function mainFile(): Promise<string> {
  if (import.meta.url.endsWith(".js")) return fileURLToPath(new URL("./reaper-main.js", import.meta.url));
  return fileURLToPath((await bundle(new URL("./reaper-main.ts", import.meta.url))).main);
}
