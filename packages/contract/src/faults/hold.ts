import { defineFault, type Fault, undo } from "../fault.ts";

/** Breaks nothing: the message stands still until the heal, and all others go on. */
export const hold = (): Fault =>
  defineFault({ name: "hold", args: {}, fate: "hold", uses: [], inject: async () => undo() });
