import { type CallOf, type History, seen, trouble } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { isCalledWithin } from "./is-called-within.ts";

/**
 * The reads that were made while connections were held and never got one: one whose query reached the link had got in just
 * before the last connection was taken. Reads the moment `query runs`.
 */
export function inVain(history: History): readonly CallOf<typeof queries, "read">[] {
  const { calls, moments } = seen(history, queries);
  const fault = trouble(history);
  const ran = new Set(moments("query runs", "before").map(({ scope }) => scope.key));
  return fault ? calls("read").filter((call) => isCalledWithin(fault)(call) && !ran.has(call.input.key)) : [];
}
