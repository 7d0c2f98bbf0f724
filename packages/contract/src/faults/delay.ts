import type { Fault } from "../fault.ts";
import type { Delay } from "../link.ts";
import { type OnLinks, onLinks } from "./on-links.ts";

/** Slows links down. */
export const delay = ({ ms, jitterMs, direction, ...where }: OnLinks & Delay): Fault => {
  const how: Delay = { ms, ...(jitterMs !== undefined && { jitterMs }), ...(direction && { direction }) };
  return onLinks("delay", { ...how }, where, (link) => link.delay(how));
};

/** 500 ms more on the way to a dependency, for every replica; the preset high-latency. */
export const highLatency = ({ ms = 500, ...where }: OnLinks & { ms?: number } = {}): Fault => ({
  ...delay({ ms, of: "all", ...where }),
  name: "high-latency",
});
