import { exceeded, holds, took, type Verdict, violated } from "@chaos-packs/contract/pack";
import { type Call, describeCall } from "./calls-seen.ts";
import { overrunOfAll } from "./overrun-of-all.ts";

/**
 * Whether all of the calls were served. One that waited for `acquireTimeoutMs`, the whole time that there is for a connection, may
 * have met a stall of the machine. What the end of the run cut off tells nothing.
 */
export function judgeServed(calls: readonly Call[], acquireTimeoutMs: number): Verdict {
  const lost = calls.filter(({ result, cutOff }) => result.status !== "ok" && !cutOff);
  const [first] = lost;
  if (!first) return holds;
  const atOnce = lost.find((call) => took(call) < acquireTimeoutMs);
  if (atOnce) return violated(describeCall(atOnce), atOnce);
  return exceeded(describeCall(first), overrunOfAll(lost, took), first);
}
