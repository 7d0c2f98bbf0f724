import type { ConnectionCount, RolePromise } from "@chaos-packs/contract";
import { now, sleep } from "../clock.ts";

/** A connection that is just being closed is gone by then, on however slow a machine. */
const CLOSED_WITHIN_MS = 1_000;
const EVERY_MS = 10;

/**
 * Counts the open connections of all replicas. While one holds more than it promises the count is taken again, for a second
 * at most: a connection that was given up a moment ago still has to say so to the server.
 */
export async function waitForConnections(
  count: () => readonly ConnectionCount[],
  roles: Readonly<Record<string, RolePromise>>,
  signal: AbortSignal,
): Promise<readonly ConnectionCount[]> {
  const isOver = ({ role, dependency, open }: ConnectionCount): boolean =>
    open > (roles[role]?.connections[dependency] ?? Number.POSITIVE_INFINITY);
  const until = now() + CLOSED_WITHIN_MS;
  let counts = count();
  while (counts.some(isOver) && now() < until && !signal.aborted) {
    await sleep(EVERY_MS, signal).catch(() => {});
    counts = count();
  }
  return counts;
}
