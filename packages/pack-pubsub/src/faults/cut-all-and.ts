import { type Fault, failConnections, type OnLinks, together } from "@chaos-packs/contract/pack";

/** How connections end: with a FIN, as when a server closes them, or with a RST, as when it is gone. Clients take them in different ways. */
export type Cut = "fin" | "rst";

/** Every connection of the link is cut, and what comes after them is struck by the faults given, which are there first. */
export const cutAllAnd = (how: Cut, of: NonNullable<OnLinks["of"]>, ...faults: readonly [Fault, ...Fault[]]): Fault =>
  together(...faults, failConnections({ how, at: "now", of, fate: "drop" }));
