import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * When the process began, as the system tells it: with the pid it names one process for good, because a pid is reused.
 * Undefined: it has ended (a zombie has, too, and one that is ending).
 */
export function startOf(pid: number): string | undefined {
  return process.platform === "linux" ? startByProc(pid) : startByPs(pid);
}

/** Whether this very process still runs. */
export const isAlive = (pid: number, start: string | undefined): boolean =>
  start !== undefined && startOf(pid) === start;

/** Linux's PF_EXITING: it has closed its files already and runs no code of its own any more. */
const EXITING = 0x4;

/** Fields 3 (state), 9 (flags) and 22 (start time in ticks) of proc_pid_stat(5); the name before them may hold spaces and brackets. */
function startByProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const isOver = fields[0] === "Z" || fields[0] === "X" || (Number(fields[6]) & EXITING) !== 0;
    return isOver ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function startByPs(pid: number): string | undefined {
  try {
    const [state = "Z", ...start] = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], {
      encoding: "utf8",
    })
      .trim()
      .split(/\s+/);
    return state.startsWith("Z") ? undefined : start.join(" ");
  } catch {
    return undefined; // ps fails when there is no such process
  }
}
