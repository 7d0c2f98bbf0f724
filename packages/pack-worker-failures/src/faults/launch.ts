import { defineFault, undo } from "@chaos-packs/contract";

/** Starts the next life of the struck replica and does not wait for it: what it needs may be gone. */
export const launch = () =>
  defineFault({
    name: "launch",
    args: {},
    fate: "drop",
    uses: ["replicas"],
    async inject({ replicas }) {
      await Promise.all(replicas("struck").map((replica) => replica.launch()));
      return undo();
    },
  });
