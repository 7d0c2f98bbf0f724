import type { Pool } from "./pool.ts";

/**
 * Whether somebody needs one more dial and it may be made now: not in the pause after a failed one; and while nobody knows
 * that the database answers, only one at a time.
 */
export function mayDial({ isClosing, dials, waiters }: Pool): boolean {
  if (isClosing || dials.pause) return false;
  if (!dials.isProven && dials.underWay.size > 0) return false;
  return waiters.length > dials.underWay.size;
}
