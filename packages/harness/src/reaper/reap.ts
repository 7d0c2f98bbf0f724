import { rmSync } from "node:fs";
import { markedProcesses, markOf } from "./harness-mark.ts";
import type { JournalState } from "./journal-entry.ts";
import { killTree } from "./kill-tree.ts";
import { isAlive } from "./process-identity.ts";

/**
 * Ends the processes of a journal with all that descend from them, and those that bear the mark of its harness, then
 * removes its folders. Never a process that has only got the pid of one.
 */
export function reap({ harness, processes, folders }: JournalState): void {
  for (const { pid, start } of processes) if (isAlive(pid, start)) killTree(pid);
  if (harness) for (const pid of markedProcesses(markOf(harness))) killTree(pid);
  const errors: unknown[] = [];
  for (const folder of [...folders].reverse()) {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 });
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, "some folders could not be removed");
}
