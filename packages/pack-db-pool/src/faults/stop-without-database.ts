import { defineFault, type Fault, refuse, undo } from "@chaos-packs/contract";

/** ms after which a service that does not stop is ended: far beyond any grace period, so that this is seen. */
export const patienceMs = 3_000;

/**
 * Takes the database away from the struck replica and asks it to stop. Healing gives the database back only when the stop
 * has settled, and then starts the replica again.
 */
export const stopWithoutDatabase = (): Fault => {
  const refusal = refuse({ of: "struck", fate: "release" });
  return defineFault({
    name: "refuse + stop",
    args: [refusal.args, { graceMs: patienceMs }],
    fate: "release",
    uses: ["replicas", "links"],
    strikes: ["struck"],
    async inject(world) {
      const refused = await refusal.inject(world as Parameters<Fault["inject"]>[0]);
      const stopped = world.replicas("struck").map((replica) => ({ replica, end: replica.stop(patienceMs) }));
      return undo(async () => {
        await Promise.all(stopped.map(({ end }) => end));
        await refused[Symbol.asyncDispose]();
        await Promise.all(stopped.map(({ replica }) => replica.start()));
      });
    },
  });
};
