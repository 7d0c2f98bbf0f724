import type { JournalProcess, SharedMemorySegment } from "@chaos-packs/contract";
import type { ProcessSpace } from "@chaos-packs/machine";

/** One line of a journal: something that is there until its line is struck. `start` tells a process from a later one with its pid. */
export type JournalEntry =
  | ({ readonly id: number; readonly process: number; readonly start: string | undefined } & JournalProcess)
  | { readonly id: number; readonly sharedMemory: SharedMemorySegment }
  | { readonly id: number; readonly folder: string }
  | { readonly struck: number }
  | ({ readonly harness: number } & Omit<JournalWriter, "pid">)
  | { readonly goodbye: true };

/** A process of a journal. `start` tells it from a later one with its pid. */
export interface JournalledProcess extends JournalProcess {
  readonly pid: number;
  readonly start: string | undefined;
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
  readonly segments: readonly SharedMemorySegment[];
  readonly saidGoodbye: boolean;
}

/** Reads a journal, as far as it was written: its last line may have been cut. */
export function readJournal(text: string): JournalState {
  const open = new Map<number, JournalEntry>();
  let harness: JournalState["harness"];
  let saidGoodbye = false;
  for (const line of text.split("\n")) {
    const entry = parsed(line);
    if (!entry) continue;
    if ("goodbye" in entry) saidGoodbye = true;
    else if ("harness" in entry) harness = writerOf(entry);
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
    segments: left.flatMap((entry) => ("sharedMemory" in entry ? [entry.sharedMemory] : [])),
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
