import type { Fault } from "../fault.ts";
import type { Direction } from "../link.ts";
import { type OnLinks, onLinks } from "./on-links.ts";

/** Delivers nothing, ever; connections that were open then stay dead after the heal. */
export const blackhole = ({ direction = "both", ...where }: OnLinks & { direction?: Direction } = {}): Fault =>
  onLinks("blackhole", { direction }, { fate: "hold", ...where }, (link) => link.blackhole(direction));
