import { defineFault, type Fault, undo } from "../fault.ts";

/** Breaks nothing: holds the message while the workload's probe looks, so that a moment can be looked at. */
export const look = (): Fault =>
  defineFault({ name: "look", args: {}, fate: "release", uses: [], inject: async () => undo() });
