import { type Fault, failConnections } from "@chaos-packs/contract/pack";
import { type Cut, cutAllAnd } from "./cut-all-and.ts";

/** The broker is gone for every process: live connections are cut, new ones refused, until it heals. */
export const outage = (how: Cut): Fault =>
  cutAllAnd(how, "all", failConnections({ how: "refuse", at: "dial", of: "all" }));
