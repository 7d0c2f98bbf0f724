import type { Fault } from "../fault.ts";
import type { Delay } from "../link.ts";
import { type OnLinks, onLinks } from "./on-links.ts";

/** Slows links down. */
export const delay = ({ ms, jitterMs, direction, ...where }: OnLinks & Delay): Fault => {
  const how: Delay = { ms, ...(jitterMs !== undefined && { jitterMs }), ...(direction && { direction }) };
  return onLinks("delay", { ...how }, where, (link) => link.delay(how));
};
