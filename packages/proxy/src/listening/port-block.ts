import { readFileSync } from "node:fs";
import net from "node:net";
import { threadId } from "node:worker_threads";

const FIRST = 10_000;
// Linux's default; other systems begin higher.
const EPHEMERAL = 32_768;
/** Ports of a block; its first is the guard's. */
const SIZE = 64;

function firstEphemeralPort(): number {
  try {
    const low = Number.parseInt(readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8"), 10);
    return low > FIRST + SIZE ? low : EPHEMERAL;
  } catch {
    return EPHEMERAL; // not Linux
  }
}

const blocks = Math.floor((firstEphemeralPort() - FIRST) / SIZE);
// Processes side by side begin far from one another, so that they seldom want the same block.
let next = (process.pid * 617 + threadId * 131) % blocks;
let left = blocks;

/**
 * Some ports below the ephemeral range that no other process of ours uses as long as this one lives: a guard listens on
 * the first of them. A port that is only found to be free, and listened on later, or again after a fault has closed it,
 * would now and then be somebody else's by then. Empty when every block was tried.
 */
export async function claimPortBlock(): Promise<readonly number[]> {
  while (left > 0) {
    left--;
    next = (next + 1) % blocks;
    const first = FIRST + next * SIZE;
    if (await isGuarded(first)) return Array.from({ length: SIZE - 1 }, (_, index) => first + 1 + index);
  }
  return [];
}

/** Listens until this process ends, and keeps it from nothing; false when somebody else listens there. */
function isGuarded(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const guard = net.createServer((client) => client.destroy());
    guard.once("error", () => resolve(false));
    guard.listen({ port, host: "127.0.0.1" }, () => resolve(true));
    guard.unref();
  });
}
