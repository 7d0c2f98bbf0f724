import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";

/**
 * Gives loopback ample time to show that nothing comes. This can only show a wrong arrival, never hide one: a promise of
 * silence has no event to wait for.
 */
export const quietWhile = (ms = 40): Promise<void> => wait(ms);

/** Waits for a condition that has no event of its own; the test's timeout bounds it. */
export async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await nextTurn();
}
