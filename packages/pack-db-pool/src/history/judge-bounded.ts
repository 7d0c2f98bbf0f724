import { exceeded, holds, overrun, took, type Verdict } from "@chaos-packs/contract/pack";
import { type Call, describeCall } from "./calls-seen.ts";

/** Whether none of the calls took longer than so many ms. */
export function judgeBounded(calls: readonly Call[], boundMs: number): Verdict {
  const late = calls.find((call) => took(call) > boundMs);
  if (!late) return holds;
  return exceeded(`${describeCall(late)}; promised are ${boundMs} ms`, overrun(late, took(late) - boundMs), late);
}
