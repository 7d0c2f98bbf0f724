import { type History, type Operation, trouble } from "@chaos-packs/contract/pack";
import { isCalledWithin } from "./is-called-within.ts";
import { calls, field, moments } from "./queries-seen.ts";

/**
 * The reads that were made while connections were held and never got one: one whose query reached the link had got in just
 * before the last connection was taken. Reads the moment `query runs`.
 */
export function inVain(history: History): readonly Operation[] {
  const fault = trouble(history);
  const ran = new Set(moments(history, "query runs").map(({ scope }) => scope["key"]));
  return fault
    ? calls(history, "read").filter((call) => isCalledWithin(fault)(call) && !ran.has(String(field(call.input, "key"))))
    : [];
}
