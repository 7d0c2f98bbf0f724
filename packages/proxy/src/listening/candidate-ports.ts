import { readFileSync } from "node:fs";
import { threadId } from "node:worker_threads";

const FIRST = 10_000;
// Linux's default; other systems begin higher.
const EPHEMERAL = 32_768;

function firstEphemeralPort(): number {
  try {
    const low = Number.parseInt(readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8"), 10);
    return low > FIRST ? low : EPHEMERAL;
  } catch {
    return EPHEMERAL; // not Linux
  }
}

const span = firstEphemeralPort() - FIRST;
// Processes side by side begin far from one another, so that they seldom want the same port.
let next = (process.pid * 617 + threadId * 131) % span;
let left = span;

/** The next port below the ephemeral range that this process has not tried yet; undefined when all were tried. */
export function candidatePort(): number | undefined {
  if (left === 0) return undefined;
  left--;
  next = (next + 1) % span;
  return FIRST + next;
}
