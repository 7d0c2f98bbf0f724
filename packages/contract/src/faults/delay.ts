import type { Amount } from "../amount.ts";
import { amountArg, directionArg, onLinksArgs } from "../fault-args.ts";
import { defineFaultType, type FaultBody } from "../fault-type.ts";
import type { Delay } from "../link.ts";
import { checkDelay } from "../longest-delay.ts";
import { number, object } from "../schema.ts";
import { type OnLinks, onLinks, onStruckLink } from "./on-links.ts";

/** How links are slowed down; the time may depend on what the target promises. */
export type DelayOptions = OnLinks & Omit<Delay, "ms"> & { readonly ms: Amount };

const args = object({ ...onLinksArgs, ms: amountArg }, { jitterMs: number(), direction: directionArg });

/** Slows links down. Throws BAD_DELAY for more ms than a timer can wait. */
export const delay = defineFaultType({
  name: "delay",
  args,
  defaults: onStruckLink,
  uses: ["links", "amounts"],
  make: late,
});

/** 500 ms more on the way to a dependency, for every replica; the preset high-latency. */
export const highLatency = defineFaultType({
  name: "high-latency",
  args,
  defaults: { ...onStruckLink, of: "all", ms: 500 },
  uses: ["links", "amounts"],
  make: late,
});

function late({ ms, jitterMs, direction, ...where }: DelayOptions & Required<OnLinks>): FaultBody<"links" | "amounts"> {
  const rest = { ...(jitterMs !== undefined && { jitterMs }), ...(direction && { direction }) };
  if (jitterMs !== undefined) checkDelay("jitterMs of delay", jitterMs);
  if (typeof ms === "number") checkDelay("ms of delay", ms);
  return {
    fate: where.fate,
    strikes: [where.link],
    ...(typeof ms !== "number" && { amounts: [ms] }),
    async inject(world) {
      const wait = typeof ms === "number" ? ms : (world.amounts(ms) ?? 0);
      checkDelay("ms of delay", wait);
      return onLinks(where, (link) => link.delay({ ms: wait, ...rest })).inject(world);
    },
  };
}
