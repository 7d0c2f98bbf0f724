import { type Fault, undo } from "@chaos-packs/contract";
import { type OnServer, onWholeServer } from "./on-server.ts";

/** What becomes of the old primary. */
export interface FailOver extends OnServer {
  /** `replica` (default): it follows the new one, live connections stay with it and can only read; `dead`: it is killed. */
  readonly old?: "replica" | "dead";
}

/**
 * A real replica is started, gets everything, and becomes the primary; who dials from then on is with it, as the harness is. What
 * is written while that happens may be lost, as in any failover of Redis. It stays so until the lane is reset. Goes in when it is
 * done, some 0.1 s later. Injecting throws ALREADY_FAILED_OVER, REPLICA_NOT_IN_SYNC.
 */
export const failOver = ({ old = "replica", ...where }: FailOver = {}): Fault =>
  onWholeServer(`fail over (old ${old})`, { old }, where, async (server) => {
    await server.failOver(old);
    return undo();
  });
