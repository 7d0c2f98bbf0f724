import { type Fault, failConnections, type OnLinks, together } from "@chaos-packs/contract";

/** Every connection of the link is reset, and what comes after them is struck by the faults given, which are there first. */
export const resetAllAnd = (of: NonNullable<OnLinks["of"]>, ...faults: readonly [Fault, ...Fault[]]): Fault =>
  together(...faults, failConnections({ how: "rst", at: "now", of, fate: "drop" }));
