import { defineFault, type Fault, type LinkRef, undo } from "../fault.ts";
import { refuse } from "./refuse.ts";

/**
 * Takes a dependency away from the struck replica and asks it to stop; after `graceMs` it is ended. Healing gives the
 * dependency back only when the stop has settled, and then starts the replica again.
 */
export const stopWithout = ({ link = "struck", graceMs }: { link?: LinkRef; graceMs: number }): Fault => {
  const refusal = refuse({ link, of: "struck", fate: "release" });
  return defineFault({
    name: "refuse + stop",
    args: [refusal.args, { graceMs }],
    fate: "release",
    uses: ["replicas", "links"],
    strikes: [link],
    async inject(world) {
      const refused = await refusal.inject(world as Parameters<Fault["inject"]>[0]);
      const stopped = world.replicas("struck").map((replica) => ({ replica, end: replica.stop(graceMs) }));
      return undo(async () => {
        await Promise.all(stopped.map(({ end }) => end));
        await refused[Symbol.asyncDispose]();
        await Promise.all(stopped.map(({ replica }) => replica.start()));
      });
    },
  });
};
