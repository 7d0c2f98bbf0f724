import { type Fault, failConnections, kill, type LinkRef, together } from "@chaos-packs/contract/pack";
import { launch } from "./launch.ts";

/** Kills the struck worker and starts it again while a dependency refuses it. Healing brings the dependency back. */
export const bootWithout = (link: LinkRef): Fault =>
  together(kill(), failConnections({ how: "refuse", at: "dial", link, of: "struck" }), launch());
