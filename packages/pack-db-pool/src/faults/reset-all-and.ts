import { type Fault, failConnections, together } from "@chaos-packs/contract";

/** Every connection of the struck replica is reset, and what comes after them is struck by the fault given, which is there first. */
export const resetAllAnd = (fault: Fault): Fault =>
  together(fault, failConnections({ how: "rst", at: "now", fate: "drop" }));
