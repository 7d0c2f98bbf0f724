import type { Amount } from "../amount.ts";
import type { Fault } from "../fault.ts";
import type { Json } from "../json.ts";
import type { Delay } from "../link.ts";
import { checkDelay } from "../longest-delay.ts";
import { type OnLinks, onLinks } from "./on-links.ts";

/** How links are slowed down; the time may depend on what the target promises. */
export type DelayOptions = OnLinks & Omit<Delay, "ms"> & { readonly ms: Amount };

/** Slows links down. Throws BAD_DELAY for more ms than a timer can wait. */
export const delay = ({ ms, jitterMs, direction, ...where }: DelayOptions): Fault => {
  const rest = { ...(jitterMs !== undefined && { jitterMs }), ...(direction && { direction }) };
  if (jitterMs !== undefined) checkDelay("jitterMs of delay", jitterMs);
  const late = (wait: number) => {
    checkDelay("ms of delay", wait);
    return onLinks("delay", { ms: wait, ...rest }, where, (link) => link.delay({ ms: wait, ...rest }));
  };
  if (typeof ms === "number") return late(ms);
  const fault = late(0);
  return {
    ...fault,
    args: { ...(fault.args as Readonly<Record<string, Json>>), ms: { ...ms } },
    uses: [...fault.uses, "amounts"],
    amounts: [ms],
    inject: (world) => late(world.amounts(ms) ?? 0).inject(world),
  };
};

/** 500 ms more on the way to a dependency, for every replica; the preset high-latency. */
export const highLatency = ({ ms = 500, ...where }: OnLinks & { ms?: number } = {}): Fault => ({
  ...delay({ ms, of: "all", ...where }),
  name: "high-latency",
});
