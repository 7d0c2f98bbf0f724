import { directionArg, onLinksArgs } from "../fault-args.ts";
import { defineFaultType } from "../fault-type.ts";
import { object } from "../schema.ts";
import { onLinks, onStruckLink } from "./on-links.ts";

/** Delivers nothing, ever; connections that were open then stay dead after the heal. */
export const blackhole = defineFaultType({
  name: "blackhole",
  args: object({ ...onLinksArgs, direction: directionArg }),
  defaults: { ...onStruckLink, fate: "hold", direction: "both" },
  uses: ["links"],
  make: ({ direction, ...where }) => onLinks(where, (link) => link.blackhole(direction)),
});
