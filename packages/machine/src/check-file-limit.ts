import { readFileSync } from "node:fs";
import { ChaosError } from "@chaos-packs/contract";

/** What a run with two lanes needs, with room to spare: each connection of a role takes two in the proxy. */
const NEEDED = 512;

/** How many files and sockets this process may have open; Node has raised it to the hard limit. Undefined: unknown or unlimited. */
export function fileLimit(limits = ownLimits()): number | undefined {
  const found = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Throws TOO_FEW_FILES when a run would fail in the middle for want of descriptors. */
export function checkFileLimit(limit = fileLimit()): void {
  if (limit === undefined || limit >= NEEDED) return;
  throw new ChaosError("TOO_FEW_FILES", {
    expected: `a limit of at least ${NEEDED} open files`,
    came: `it is ${limit}`,
    todo: "Raise it: ulimit -n 4096 (docker run --ulimit nofile=4096).",
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
