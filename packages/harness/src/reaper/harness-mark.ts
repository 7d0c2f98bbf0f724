import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

/**
 * The environment variable by which whatever a harness has started, and whatever that has started, is known as its own: a
 * process that was begun in the instant of the harness's death stands in no journal.
 */
export const HARNESS_MARK = "CHAOS_PACKS_HARNESS";

/** The mark of this process; no other has it, in whatever container that shares its folders. */
export const ownMark = `${process.pid}/${randomBytes(12).toString("hex")}`;

/** From now on what this process starts bears its mark. */
export function markThisProcess(): void {
  process.env[HARNESS_MARK] = ownMark;
}

/** Running processes that bear a mark, as far as this user may look into them; none where there is no /proc. */
export function markedProcesses(mark: string): readonly number[] {
  const wanted = `\0${HARNESS_MARK}=${mark}\0`;
  return runningPids().filter((pid) => pid !== process.pid && `\0${environmentOfProcess(pid)}`.includes(wanted));
}

function runningPids(): readonly number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function environmentOfProcess(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1");
  } catch {
    return ""; // it has ended, or is somebody else's
  }
}
