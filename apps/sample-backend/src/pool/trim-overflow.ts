import { later, monotonic } from "../clock.ts";
import type { Pool } from "./pool.ts";

/** Closes extra connections once they have been idle for long enough; those that are left it looks at again. */
export function trimOverflow(pool: Pool): void {
  const { options, connections, idle, parts } = pool;
  if (pool.trimming || pool.isClosing) return;
  for (const connection of [...idle]) {
    if (connections.size <= options.size) return;
    if (monotonic() - connection.idleSince >= options.overflowIdleMs) void parts.closeConnection(pool, connection);
  }
  const [longestIdle] = idle;
  if (!longestIdle || connections.size <= options.size) return;
  const restMs = options.overflowIdleMs - (monotonic() - longestIdle.idleSince);
  pool.trimming = later(Math.max(1, Math.ceil(restMs)), () => {
    pool.trimming = undefined;
    parts.trimOverflow(pool);
  });
}
