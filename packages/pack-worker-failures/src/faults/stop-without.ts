import { defineFault, type Fault, type LinkRef, refuse, undo } from "@chaos-packs/contract";

/** ms after which a worker that does not stop is ended: far beyond any grace period, so that this is seen. */
export const patienceMs = 3_000;

/**
 * Takes a dependency away from the struck worker and asks it to stop. Healing gives the dependency back only when the stop
 * has settled, and then starts the worker again.
 */
export const stopWithout = (link: LinkRef): Fault => {
  const refusal = refuse({ link, of: "struck", fate: "release" });
  return defineFault({
    name: "refuse + stop",
    args: [refusal.args, { graceMs: patienceMs }],
    fate: "release",
    uses: ["replicas", "links"],
    strikes: [link],
    async inject({ replicas, links, ...world }) {
      const none = { servers: () => undefined, moments: () => () => false };
      const refused = await refusal.inject({ replicas, links, ...none, ...world });
      const stopped = replicas("struck").map((replica) => ({ replica, end: replica.stop(patienceMs) }));
      return undo(async () => {
        await Promise.all(stopped.map(({ end }) => end));
        await refused[Symbol.asyncDispose]();
        await Promise.all(stopped.map(({ replica }) => replica.start()));
      });
    },
  });
};
