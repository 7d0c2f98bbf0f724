import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ChaosError } from "@chaos-packs/contract";
import { isSameSpace, journalFolder, type ProcessSpace, processSpace, readOwnFile } from "@chaos-packs/machine";
import { describeThrown } from "../checks/describe-thrown.ts";
import { type JournalState, readJournal } from "./journal-entry.ts";
import { isAlive } from "./process-identity.ts";
import { reap } from "./reap.ts";

/**
 * Cleans up after harnesses that died together with their reapers. Resolves with how many journals it found. What cannot be
 * judged is left alone: a journal of another container or machine that shares the folder, and a file that somebody else may
 * have written.
 *
 * @throws ChaosError FOLDER_NOT_OURS, SWEEP_FAILED
 */
export async function sweepStaleJournals({ directory }: { readonly directory?: string } = {}): Promise<number> {
  const folder = directory ?? (await journalFolder());
  const here = processSpace();
  let swept = 0;
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".journal")) continue;
    const file = join(folder, name);
    const text = readOwnFile(file);
    if (text === undefined) continue;
    const state = readJournal(text);
    if (!isLeftBehind(state, here)) continue;
    reapFrom(file, state);
    await rm(file, { force: true });
    swept += 1;
  }
  return swept;
}

function reapFrom(file: string, state: JournalState): void {
  try {
    reap(state);
  } catch (cause) {
    throw new ChaosError("SWEEP_FAILED", {
      expected: "what an earlier run left behind when it was killed to be undone",
      came: describeThrown(cause),
      todo: `Undo by hand what is named, then delete ${file}.`,
      cause,
    });
  }
}

/** Whether the harness that wrote a journal is known to have died. */
export function isLeftBehind(
  { harness }: Pick<JournalState, "harness">,
  here: ProcessSpace | undefined,
  isRunning: (pid: number, start: string | undefined) => boolean = isAlive,
): boolean {
  return harness !== undefined && isSameSpace(harness.space, here) && !isRunning(harness.pid, harness.start);
}
