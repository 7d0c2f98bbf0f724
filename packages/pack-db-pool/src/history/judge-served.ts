import { exceeded, holds, type Operation, type Verdict, violated } from "@chaos-packs/contract";
import { describeCall, stretchOf, took } from "./queries-seen.ts";

/**
 * Whether all of the calls were served. One that waited for `patienceMs`, the whole time that there is for a connection, may
 * have met a stall of the machine; a stall that explains it has held up every one of them.
 */
export function judgeServed(calls: readonly Operation[], patienceMs: number): Verdict {
  const lost = calls.filter(({ result }) => result.status !== "ok");
  const [first] = lost;
  if (!first) return holds;
  const atOnce = lost.find((call) => took(call) < patienceMs);
  if (atOnce) return violated(describeCall(atOnce), atOnce);
  const byMs = lost.reduce((sum, call) => sum + took(call), 0);
  return exceeded(describeCall(first), { byMs, ...stretchOf(lost) }, first);
}
