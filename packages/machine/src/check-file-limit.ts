import { readFileSync } from "node:fs";
import { ChaosError } from "@chaos-packs/contract/kind";

/** Node holds hundreds of modules open at once while it loads them, in each thread. */
const NEEDED_AT_ALL = 256;
/** Measured: 100 when a pool of fifty connections is struck, each of which takes two in the proxy; with room to spare. */
const NEEDED_BY_A_LANE = 192;
/** The limit that most systems offer, and that is advised where it is enough. */
const USUAL = 4_096;

/** How many files and sockets this process may have open; Node has raised it to the hard limit. Undefined: unknown or unlimited. */
export function fileLimit(limits = ownLimits()): number | undefined {
  const found = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Throws TOO_FEW_FILES when a run on so many lanes would fail in the middle for want of descriptors. */
export function checkFileLimit(lanes: number, limit = fileLimit()): void {
  const needed = NEEDED_AT_ALL + lanes * NEEDED_BY_A_LANE;
  if (limit === undefined || limit >= needed) return;
  const better = Math.max(USUAL, needed);
  const fewer = Math.floor((limit - NEEDED_AT_ALL) / NEEDED_BY_A_LANE);
  throw new ChaosError("TOO_FEW_FILES", {
    expected: `a limit of at least ${needed} open files for ${lanes} lanes`,
    came: `it is ${limit}`,
    todo: `Raise it: ulimit -n ${better} (docker run --ulimit nofile=${better})${fewer > 0 ? `, or use --lanes ${fewer}` : ""}.`,
  });
}

/** proc_pid_limits(5); macOS has none, and Node raises its low soft limit by itself. */
function ownLimits(): string {
  try {
    return readFileSync("/proc/self/limits", "utf8");
  } catch {
    return "";
  }
}
