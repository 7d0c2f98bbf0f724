import type { Pool } from "./pool.ts";

/** Whether an extra connection may be opened: for each that has waited long enough one, as long as there are not too many. */
export function mayOverflow({ connections, closing, dials, waiters, options }: Pool): boolean {
  const overdue = waiters.filter(({ isOverdue }) => isOverdue).length;
  return overdue > dials.underWay.size && connections.size + closing.size + dials.underWay.size < options.most;
}
