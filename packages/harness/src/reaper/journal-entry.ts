import type { JournalProcess, Json } from "@chaos-packs/contract";
import type { ProcessSpace } from "@chaos-packs/machine";

/** One line of a journal: something that is there until its line is struck. The code of a program comes before its undos. `start` tells a process from a later one with its pid. */
export type JournalEntry =
  | ({ readonly id: number; readonly process: number; readonly start: string | undefined } & JournalProcess)
  | { readonly id: number; readonly undo: string; readonly args: Json }
  | { readonly id: number; readonly folder: string }
  | { readonly struck: number }
  | { readonly program: string; readonly code: string }
  | ({ readonly harness: number } & Omit<JournalWriter, "pid">)
  | { readonly goodbye: true };

/** A process of a journal. `start` tells it from a later one with its pid. */
export interface JournalledProcess extends JournalProcess {
  readonly pid: number;
  readonly start: string | undefined;
}

/** An undo of a journal, with the code of the program that was made of its module. */
export interface JournalledUndo {
  /** For people: the module, and the function in it. */
  readonly program: string;
  readonly code: string;
  readonly args: Json;
}

/** The harness that writes a journal, as it is known to others: by its process, and where that number means something. */
export interface JournalWriter {
  readonly pid: number;
  readonly start: string | undefined;
  /** What all that it starts bears in its environment. */
  readonly mark: string;
  /** Absent where the system does not say. */
  readonly space?: ProcessSpace;
}

/** What a journal still holds, and who wrote it. */
export interface JournalState {
  readonly harness: JournalWriter | undefined;
  readonly processes: readonly JournalledProcess[];
  readonly folders: readonly string[];
  readonly undos: readonly JournalledUndo[];
  readonly saidGoodbye: boolean;
}

/** Reads a journal, as far as it was written: its last line may have been cut. */
export function readJournal(text: string): JournalState {
  const open = new Map<number, JournalEntry>();
  const codes = new Map<string, string>();
  let harness: JournalState["harness"];
  let saidGoodbye = false;
  for (const line of text.split("\n")) {
    const entry = parsed(line);
    if (!entry) continue;
    if ("goodbye" in entry) saidGoodbye = true;
    else if ("harness" in entry) harness = writerOf(entry);
    else if ("code" in entry) codes.set(entry.program, entry.code);
    else if ("struck" in entry) open.delete(entry.struck);
    else open.set(entry.id, entry);
  }
  const left = [...open.values()];
  return {
    harness,
    processes: left.flatMap((entry) =>
      "process" in entry ? [{ pid: entry.process, start: entry.start, ...(entry.stop && { stop: entry.stop }) }] : [],
    ),
    folders: left.flatMap((entry) => ("folder" in entry ? [entry.folder] : [])),
    undos: left.flatMap((entry) =>
      "undo" in entry ? [{ program: entry.undo, code: codes.get(entry.undo) ?? "", args: entry.args }] : [],
    ),
    saidGoodbye,
  };
}

const writerOf = ({ harness: pid, ...rest }: Extract<JournalEntry, { harness: number }>): JournalWriter => ({
  pid,
  ...rest,
});

function parsed(line: string): JournalEntry | undefined {
  try {
    return line === "" ? undefined : (JSON.parse(line) as JournalEntry);
  } catch {
    return undefined;
  }
}
