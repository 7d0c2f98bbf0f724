import type { Fault } from "../fault.ts";
import { failConnections } from "./fail-connections.ts";
import type { OnLinks } from "./on-links.ts";
import { together } from "./together.ts";

/** How a connection ends: with a FIN, as when a server closes it, or with a RST, as when the server is gone. Clients take them in different ways. */
export type Cut = "fin" | "rst";

/** Every connection of the struck link (`of`: of whom, by default the struck replica) is cut, and what comes after is struck by the fault given, which is there first. */
export const cutAllAnd = (how: Cut, fault: Fault, { of = "struck" }: Pick<OnLinks, "of"> = {}): Fault =>
  together(fault, failConnections({ how, at: "now", of, fate: "drop" }));
