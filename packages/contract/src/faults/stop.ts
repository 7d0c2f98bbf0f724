import type { Amount } from "../amount.ts";
import { defineFault, type Fault, type ReplicaRef, undo } from "../fault.ts";
import { checkDelay } from "../longest-delay.ts";

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
export function stop({ which = "struck", killAfterMs }: StopOptions = {}): Fault {
  if (typeof killAfterMs === "number") checkDelay("killAfterMs of stop", killAfterMs);
  return defineFault({
    name: which === "struck" ? "stop" : `stop ${which}`,
    args: { stops: which, ...(killAfterMs !== undefined && { killAfterMs: amountAsJson(killAfterMs) }) },
    fate: "release",
    uses: ["replicas", "amounts"],
    async inject({ replicas, amounts }) {
      const grace = killAfterMs === undefined ? undefined : amounts(killAfterMs);
      const stopped = replicas(which).map((replica) => ({ replica, end: replica.stop(grace) }));
      return undo(() => Promise.all(stopped.map(({ replica, end }) => end.then(() => replica.start()))));
    },
  });
}

/** An amount as JSON, for the `args` of a fault. */
export const amountAsJson = (amount: Amount) => (typeof amount === "number" ? amount : { ...amount });
