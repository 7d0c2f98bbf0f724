import type { Pool } from "./pool.ts";

/**
 * Whether one more dial may be made now: not before somebody has asked for a connection, not in the pause after a dial that
 * failed; and while nobody knows that the database answers, only one at a time.
 */
export function mayDial({ isClosing, isAsked, dials }: Pool): boolean {
  if (isClosing || !isAsked || dials.pause) return false;
  return dials.isProven || dials.underWay.size === 0;
}
