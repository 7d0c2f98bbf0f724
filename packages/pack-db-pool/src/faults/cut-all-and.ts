import { type Fault, failConnections, together } from "@chaos-packs/contract/pack";

/** How connections end: with a FIN, as when a server closes them, or with a RST, as when it is gone. Clients take them in different ways. */
export type Cut = "fin" | "rst";

/** Every connection of the struck replica is cut, and what comes after them is struck by the fault given, which is there first. */
export const cutAllAnd = (how: Cut, fault: Fault): Fault =>
  together(fault, failConnections({ how, at: "now", fate: "drop" }));
