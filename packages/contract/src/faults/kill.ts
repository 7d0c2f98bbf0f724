import { undo } from "../fault.ts";
import { replicaRefArg } from "../fault-args.ts";
import { defineFaultType } from "../fault-type.ts";
import { object } from "../schema.ts";
import type { ReplicaRef } from "../struck.ts";

/** Ends replicas at once: nothing in them runs any more, and what they were sending is not sent. Healing starts new incarnations. */
export const kill = defineFaultType({
  name: "kill",
  args: object({ which: replicaRefArg }),
  from: (which: ReplicaRef = "struck") => ({ which }),
  label: ({ which }) => (which === "struck" ? "kill" : `kill ${which}`),
  uses: ["replicas"],
  make: ({ which }) => ({
    fate: "drop",
    async inject({ replicas }) {
      const killed = replicas(which).filter((replica) => replica.isRunning());
      await Promise.all(killed.map((replica) => replica.kill()));
      return undo(() => Promise.all(killed.map((replica) => replica.start())));
    },
  }),
});
