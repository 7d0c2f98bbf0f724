import { defineFault, type Fault, type LinkRef, undo } from "../fault.ts";
import type { Json } from "../json.ts";
import { checkDelay } from "../longest-delay.ts";
import { refuse } from "./refuse.ts";
import { amountAsJson, type StopOptions } from "./stop.ts";

/**
 * Takes a dependency away from the struck replica and asks it to stop, with a grace as that of `stop`. Healing gives the
 * dependency back only when the stop has settled, and then starts the replica again.
 */
export const stopWithout = ({
  link = "struck",
  killAfterMs,
}: Pick<StopOptions, "killAfterMs"> & { readonly link?: LinkRef } = {}): Fault => {
  if (typeof killAfterMs === "number") checkDelay("killAfterMs of stopWithout", killAfterMs);
  const refusal = refuse({ link, of: "struck", fate: "release" });
  return defineFault({
    name: "refuse + stop",
    args: {
      ...(refusal.args as Readonly<Record<string, Json>>),
      stops: "struck",
      ...(killAfterMs !== undefined && { killAfterMs: amountAsJson(killAfterMs) }),
    },
    fate: "release",
    uses: ["replicas", "links", "amounts"],
    strikes: [link],
    async inject(world) {
      const refused = await refusal.inject(world as Parameters<Fault["inject"]>[0]);
      const grace = killAfterMs === undefined ? undefined : world.amounts(killAfterMs);
      const stopped = world.replicas("struck").map((replica) => ({ replica, end: replica.stop(grace) }));
      return undo(async () => {
        await Promise.all(stopped.map(({ end }) => end));
        await refused[Symbol.asyncDispose]();
        await Promise.all(stopped.map(({ replica }) => replica.start()));
      });
    },
  });
};
