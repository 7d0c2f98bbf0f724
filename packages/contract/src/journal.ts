import type { Json } from "./json.ts";

/** What is written down before it is done, so that a reaper can undo it when the harness is killed. */
export interface Journal {
  /** A process (and all that descend from it) to be ended. Returns the function that strikes the entry. */
  process(pid: number, options?: JournalProcess): () => void;
  /** A folder to be removed. Its name begins with `chaos-`: no other is ever removed. */
  folder(path: string): () => void;
  /**
   * Anything else that would outlive the harness: a device in a broken state, a folder that a fault made read-only. Resolves
   * when it is written down. Throws UNDO_NOT_USABLE.
   */
  undo(undo: JournalUndo): Promise<() => void>;
}

/** How a process of a journal is ended. */
export interface JournalProcess {
  /** Sent first, for a process that leaves something behind when it is killed; SIGKILL follows after a second. Default: SIGKILL at once. */
  readonly stop?: "SIGTERM" | "SIGINT" | "SIGQUIT";
}

/**
 * What undoes something once the harness and its processes have ended: a function of a module, by its name, and its
 * arguments. It may run when it has run before, or when nothing has been done yet: it looks first.
 *
 * @example
 * const strike = await journal.undo({
 *   module: new URL("./set-mode.js", import.meta.url),
 *   name: "setMode",
 *   args: { path, mode },
 * });
 */
export interface JournalUndo {
  /** The journal keeps a copy of its code and of all that it imports: what becomes of the file later does not matter. */
  readonly module: URL;
  /** Of the function that the module exports. It gets `args`, an empty environment, and 2 s; a promise is awaited. */
  readonly name: string;
  readonly args: Json;
}
