import { defineFault, type Fault, type ReplicaRef, undo } from "../fault.ts";

/** Ends replicas at once: nothing in them runs any more, and what they were sending is not sent. Healing starts new incarnations. */
export const kill = (which: ReplicaRef = "struck"): Fault =>
  defineFault({
    name: which === "struck" ? "kill" : `kill ${which}`,
    args: { which },
    fate: "drop",
    uses: ["replicas"],
    async inject({ replicas }) {
      const killed = replicas(which).filter((replica) => replica.isRunning());
      await Promise.all(killed.map((replica) => replica.kill()));
      return undo(() => Promise.all(killed.map((replica) => replica.start())));
    },
  });
