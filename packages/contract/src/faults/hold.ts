import { undo } from "../fault.ts";
import { defineFaultType } from "../fault-type.ts";
import { object } from "../schema.ts";

/** Breaks nothing: the message stands still until the heal, and all others go on. */
export const hold = defineFaultType({
  name: "hold",
  args: object({}),
  uses: [],
  make: () => ({ fate: "hold", inject: async () => undo() }),
});
