import { type Fault, type LinkRef, refuse, stop, together } from "@chaos-packs/contract";

/** ms after which a worker that does not stop is ended: far beyond any grace period, so that this is seen. */
export const patienceMs = 3_000;

/** Takes a dependency away from the struck worker and asks it to stop. */
export const stopWithout = (link: LinkRef): Fault =>
  together(refuse({ link, of: "struck", fate: "release" }), stop({ graceMs: patienceMs }));
