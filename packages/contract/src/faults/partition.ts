import { directionArg, onLinksArgs } from "../fault-args.ts";
import { defineFaultType } from "../fault-type.ts";
import { object } from "../schema.ts";
import { onLinks, onStruckLink } from "./on-links.ts";

/** Cuts links as a network partition does: bytes, FINs and dials are held, and delivered when it heals. The held message stays held. */
export const partition = defineFaultType({
  name: "partition",
  args: object({ ...onLinksArgs, direction: directionArg }),
  defaults: { ...onStruckLink, fate: "hold", direction: "both" },
  uses: ["links"],
  make: ({ direction, ...where }) => onLinks(where, (link) => link.partition(direction)),
});
