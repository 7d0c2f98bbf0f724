import type { Fate } from "../anchor.ts";
import { undo } from "../fault.ts";
import { fateArg, replicaRefArg } from "../fault-args.ts";
import { defineFaultType } from "../fault-type.ts";
import { object } from "../schema.ts";
import type { ReplicaRef } from "../struck.ts";

/** Freezes replicas, also in a synchronous loop. What the struck one had sent is passed on unless `fate` says otherwise. Healing thaws. */
export const stall = defineFaultType({
  name: "stall",
  args: object({ which: replicaRefArg, fate: fateArg }),
  from: (which: ReplicaRef = "struck", fate: Fate = "release") => ({ which, fate }),
  label: ({ which }) => (which === "struck" ? "stall" : `stall ${which}`),
  uses: ["replicas"],
  make: ({ which, fate }) => ({
    fate,
    prepare: ({ replicas }) => Promise.all(replicas.map((replica) => replica.prepareStall())),
    async inject({ replicas }) {
      const stalled = replicas(which).filter((replica) => replica.isRunning());
      await Promise.all(stalled.map((replica) => replica.stall()));
      return undo(() => Promise.all(stalled.map((replica) => replica.resume())));
    },
  }),
});
