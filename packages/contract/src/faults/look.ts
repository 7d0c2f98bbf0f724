import { undo } from "../fault.ts";
import { defineFaultType } from "../fault-type.ts";
import { object } from "../schema.ts";

/** Breaks nothing: holds the message while the workload's probe looks, so that a moment can be looked at. */
export const look = defineFaultType({
  name: "look",
  args: object({}),
  uses: [],
  make: () => ({ fate: "release", inject: async () => undo() }),
});
