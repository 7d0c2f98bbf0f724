import { lstatSync, rmSync } from "node:fs";
import { basename, isAbsolute } from "node:path";
import { describeThrown } from "../checks/describe-thrown.ts";
import { descendantsOf } from "./descendants.ts";
import { markedProcesses } from "./harness-mark.ts";
import type { JournalledProcess, JournalState } from "./journal-entry.ts";
import { killTree } from "./kill-tree.ts";
import { isAlive } from "./process-identity.ts";
import { runUndo } from "./run-undo.ts";
import { signalProcess } from "./signal-group.ts";

/** How long a process may take that is asked to stop, ms: half of what is left for all. */
const STOP_MS = 1_000;
const LOOK_AGAIN_MS = 10;

/**
 * Ends the processes of a journal with all that descend from them, and those that bear the mark of its harness, then runs
 * its undos and removes its folders, the last first. Never a process that has only got the pid of one. All of it is tried;
 * what fails is thrown together.
 */
export function reap({ harness, processes, folders, undos }: JournalState): void {
  const stopping = processes.filter(({ stop }) => stop !== undefined);
  for (const each of stopping) askToStop(each);
  for (const { pid, start, stop } of processes) if (stop === undefined && isAlive(pid, start)) killTree(pid);
  waitUntil(() => !stopping.some(({ pid, start }) => isAlive(pid, start)), STOP_MS);
  for (const { pid, start } of stopping) if (isAlive(pid, start)) killTree(pid);
  if (harness) for (const pid of markedProcesses(harness.mark)) killTree(pid);
  const errors: unknown[] = [];
  const tryEach = <T>(entries: readonly T[], cleanUp: (entry: T) => void): void => {
    for (const entry of [...entries].reverse()) {
      try {
        cleanUp(entry);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  tryEach(undos, runUndo);
  tryEach(folders, removeFolder);
  if (errors.length > 0) throw new AggregateError(errors, errors.map(describeThrown).join("; "));
}

function removeFolder(folder: string): void {
  if (isRemovable(folder)) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 });
}

/** A folder that a run can have made: by its name, and no link to another. */
const isRemovable = (folder: string): boolean =>
  isAbsolute(folder) &&
  basename(folder).startsWith("chaos-") &&
  lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;

/** A process that a fault has stalled would take no notice, nor would it end while one of its own is stalled. */
function askToStop({ pid, start, stop }: JournalledProcess): void {
  if (stop === undefined || !isAlive(pid, start)) return;
  for (const each of [pid, ...descendantsOf(pid)]) signalProcess(each, "SIGCONT");
  signalProcess(pid, stop);
}

/** Without the event loop: whoever cleans up may be ending itself. */
function waitUntil(isSo: () => boolean, withinMs: number): void {
  const still = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; waited < withinMs && !isSo(); waited += LOOK_AGAIN_MS) Atomics.wait(still, 0, 0, LOOK_AGAIN_MS);
}
