import { type Cut, cutAllAnd, type Fault, failConnections } from "@chaos-packs/contract/pack";

/** The broker is gone for every process: live connections are cut, new ones refused, until it heals. */
export const outage = (how: Cut): Fault =>
  cutAllAnd(how, failConnections({ how: "refuse", at: "dial", of: "all" }), { of: "all" });
