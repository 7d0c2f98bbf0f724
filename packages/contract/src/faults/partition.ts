import type { Fault } from "../fault.ts";
import type { Direction } from "../link.ts";
import { type OnLinks, onLinks } from "./on-links.ts";

/** Cuts links as a network partition does: bytes, FINs and dials are held, and delivered when it heals. The held message stays held. */
export const partition = ({ direction = "both", ...where }: OnLinks & { direction?: Direction } = {}): Fault =>
  onLinks("partition", { direction }, { fate: "hold", ...where }, (link) => link.partition(direction));
