import { defineFault, type Fault, type ReplicaRef, undo } from "../fault.ts";

/** Asks replicas to stop, as a deployment does, and goes on at once: what was held must reach them for the stop to be graceful. Healing waits until they have stopped and starts new incarnations. */
export const stop = ({ which = "struck", graceMs }: { which?: ReplicaRef; graceMs: number }): Fault =>
  defineFault({
    name: which === "struck" ? "stop" : `stop ${which}`,
    args: { which, graceMs },
    fate: "release",
    uses: ["replicas"],
    async inject({ replicas }) {
      const stopped = replicas(which).map((replica) => ({ replica, end: replica.stop(graceMs) }));
      return undo(() => Promise.all(stopped.map(({ replica, end }) => end.then(() => replica.start()))));
    },
  });
