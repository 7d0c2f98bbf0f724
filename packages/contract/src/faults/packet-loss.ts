import { type Fault, undoAll } from "../fault.ts";
import { type OnLinks, onLinks } from "./on-links.ts";

/**
 * A tenth of the connections is lost, for every replica; the preset packet-loss. With `rate` another share: exactly every
 * (1/rate)th of those that live and of those that are dialled is reset, from an offset that the seed gives.
 */
export const packetLoss = ({ rate = 0.1, ...where }: OnLinks & { readonly rate?: number } = {}): Fault =>
  onLinks("packet-loss", { rate }, { of: "all", ...where }, async (link) =>
    undoAll([await link.fail({ how: "rst", at: "accept", rate }), await link.fail({ how: "rst", at: "now", rate })]),
  );
