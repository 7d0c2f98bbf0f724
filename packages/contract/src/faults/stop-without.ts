import { undo } from "../fault.ts";
import { amountArg, linkRefArg } from "../fault-args.ts";
import { defineFaultType } from "../fault-type.ts";
import { checkDelay } from "../longest-delay.ts";
import type { World } from "../ports.ts";
import { object, oneOf } from "../schema.ts";
import { refuse } from "./refuse.ts";

/**
 * Takes a dependency away from the struck replica and asks it to stop, with a grace as that of `stop`. Healing gives the
 * dependency back only when the stop has settled, and then starts the replica again.
 */
export const stopWithout = defineFaultType({
  name: "stop without",
  args: object({ link: linkRefArg, stops: oneOf("struck") }, { killAfterMs: amountArg }),
  defaults: { link: "struck", stops: "struck" },
  label: () => "refuse + stop",
  uses: ["replicas", "links", "amounts"],
  make({ link, stops, killAfterMs }) {
    if (typeof killAfterMs === "number") checkDelay("killAfterMs of stopWithout", killAfterMs);
    const refusal = refuse({ link, of: stops, fate: "release" });
    return {
      fate: "release",
      strikes: [link],
      async inject(world) {
        const refused = await refusal.inject(world as World);
        const grace = killAfterMs === undefined ? undefined : world.amounts(killAfterMs);
        const stopped = world.replicas(stops).map((replica) => ({ replica, end: replica.stop(grace) }));
        return undo(async () => {
          await Promise.all(stopped.map(({ end }) => end));
          await refused[Symbol.asyncDispose]();
          await Promise.all(stopped.map(({ replica }) => replica.start()));
        });
      },
    };
  },
});
