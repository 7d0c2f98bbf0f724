import { defineFaultType, object, undo } from "@chaos-packs/contract/pack";

/** Starts the next life of the struck replica and does not wait for it: what it needs may be gone. */
export const launch = defineFaultType({
  name: "launch",
  args: object({}),
  uses: ["replicas"],
  make: () => ({
    fate: "drop",
    async inject({ replicas }) {
      await Promise.all(replicas("struck").map((replica) => replica.launch()));
      return undo();
    },
  }),
});
