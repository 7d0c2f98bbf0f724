import { defineFaultType, object, oneOf, type Schema, undo } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { type OnServer, onServerArgs, onStruckServer, onWholeServer } from "./on-server.ts";

/** What becomes of the old primary. */
export interface FailOver extends OnServer {
  /** `replica` (default): it follows the new one, live connections stay with it and can only read; `dead`: it is killed. */
  readonly old?: "replica" | "dead";
}

const args: Schema<Required<FailOver>> = object({ ...onServerArgs, old: oneOf("replica", "dead") });

const failOverTo = ({ old, ...where }: Required<FailOver>) =>
  onWholeServer(where, async (server) => {
    await server.failOver(old);
    return undo();
  });

/**
 * A real replica is started, gets everything, and becomes the primary; who dials from then on is with it, as the harness is. What
 * is written while that happens may be lost, as in any failover of Redis. It stays so until the lane is reset. Goes in when it is
 * done, some 0.1 s later. Injecting throws ALREADY_FAILED_OVER, REPLICA_NOT_IN_SYNC.
 */
export const failOver = defineFaultType({
  name: "fail over redis",
  args,
  defaults: { ...onStruckServer, old: "replica" },
  label: ({ old }) => `fail over (old ${old})`,
  kind: redisKind,
  uses: ["servers"],
  make: failOverTo,
});

/** A replica becomes the primary: live connections can only read, who dials anew is with the new one. */
export const redisFailOver = defineFaultType({
  name: "redis-fail-over",
  args,
  defaults: { ...onStruckServer, old: "replica" },
  kind: redisKind,
  uses: ["servers"],
  make: failOverTo,
});
