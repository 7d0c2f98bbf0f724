import type { Fate } from "../anchor.ts";
import { defineFault, type Fault, type ReplicaRef, undo } from "../fault.ts";

/** Freezes replicas, also in a synchronous loop. What the struck one had sent is passed on unless `fate` says otherwise. Healing thaws. */
export const stall = (which: ReplicaRef = "struck", fate: Fate = "release"): Fault =>
  defineFault({
    name: which === "struck" ? "stall" : `stall ${which}`,
    args: { which, fate },
    fate,
    uses: ["replicas"],
    prepare: ({ replicas }) => Promise.all(replicas.map((replica) => replica.prepareStall())),
    async inject({ replicas }) {
      const stalled = replicas(which).filter((replica) => replica.isRunning());
      await Promise.all(stalled.map((replica) => replica.stall()));
      return undo(() => Promise.all(stalled.map((replica) => replica.resume())));
    },
  });
