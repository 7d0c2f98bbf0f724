import type { Amount } from "../amount.ts";
import { undo } from "../fault.ts";
import { amountArg, replicaRefArg } from "../fault-args.ts";
import { defineFaultType } from "../fault-type.ts";
import { checkDelay } from "../longest-delay.ts";
import { object } from "../schema.ts";
import type { ReplicaRef } from "../struck.ts";

/** Whom a stop asks, and how long it may take. */
export interface StopOptions {
  readonly which?: ReplicaRef;
  /**
   * A replica that has not ended after so many ms is killed. Default, also where the target does not promise the trait that the
   * amount is made of: the `graceMs` of its role.
   */
  readonly killAfterMs?: Amount;
}

/** Asks replicas to stop, as a deployment does, and goes on at once: what was held must reach them for the stop to be graceful. Healing waits until they have stopped and starts new incarnations. */
export const stop = defineFaultType({
  name: "stop",
  args: object({ stops: replicaRefArg }, { killAfterMs: amountArg }),
  from: ({ which = "struck", killAfterMs }: StopOptions = {}) => ({
    stops: which,
    ...(killAfterMs !== undefined && { killAfterMs }),
  }),
  label: ({ stops }) => (stops === "struck" ? "stop" : `stop ${stops}`),
  uses: ["replicas", "amounts"],
  make({ stops, killAfterMs }) {
    if (typeof killAfterMs === "number") checkDelay("killAfterMs of stop", killAfterMs);
    return {
      fate: "release",
      async inject({ replicas, amounts }) {
        const grace = killAfterMs === undefined ? undefined : amounts(killAfterMs);
        const stopped = replicas(stops).map((replica) => ({ replica, end: replica.stop(grace) }));
        return undo(() => Promise.all(stopped.map(({ replica, end }) => end.then(() => replica.start()))));
      },
    };
  },
});
