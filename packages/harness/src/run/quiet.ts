import {
  type CapabilityBinding,
  isSameReplica,
  patternsOf,
  type ReplicaId,
  type Workload,
} from "@chaos-packs/contract";
import type { Lane } from "../lane/lane.ts";
import type { Recorder } from "./recorder.ts";
import type { Timeline } from "./timeline.ts";

/** How a run comes to rest before its last look. */
export type Quiet =
  /** Every worker that took part has been seen idle. */
  | { readonly by: "moment"; readonly moment: NonNullable<Workload["quiet"]> }
  /** No moment has come for so long, and a second look, `lateMs` after the first, shows what the first did. */
  | { readonly by: "silence"; readonly silenceMs: number; readonly lateMs: number }
  /** Nothing is ever given out again, so that there is nothing to wait for. */
  | { readonly by: "nothing" };

/** Timers and machines differ a little from what is promised or was measured. */
const SLACK = 1.25;
const LEAST_LATE_MS = 250;
const MOST_LATE_MS = 5_000;

/**
 * How a workload's runs come to rest. `redeliveryMs`: the longest time until work that lost its worker is given out again;
 * undefined: it never is.
 */
export function quietOf(
  { quiet }: Workload,
  bindings: ReadonlyMap<string, CapabilityBinding>,
  redeliveryMs: number | undefined,
): Quiet {
  if (quiet && patternsOf(bindings.get(quiet.capability)?.moments[quiet.moment]).length > 0)
    return { by: "moment", moment: quiet };
  if (redeliveryMs === undefined) return { by: "nothing" };
  const lateMs = Math.min(MOST_LATE_MS, Math.max(LEAST_LATE_MS, redeliveryMs / 4));
  return { by: "silence", silenceMs: redeliveryMs * SLACK, lateMs };
}

/**
 * Waits until every running replica that took part, of the role that tells so, has been seen idle since the last heal, or
 * until no moment has come for as long as work may take to be given out again. Stands where a sleep would.
 */
export async function waitUntilQuiet(quiet: Quiet, timeline: Timeline, lane: Lane, recorder: Recorder): Promise<void> {
  if (quiet.by === "nothing") return;
  if (quiet.by === "silence") return timeline.silence(quiet.silenceMs);
  const first = await timeline.next(quiet.moment);
  const took = new Map<string, ReplicaId>();
  for (const { by } of recorder.recorded.moments) if (by.role === first.by.role) took.set(String(by.index), by);
  const running = [...took.values()].filter(
    (by) =>
      by.index !== first.by.index &&
      lane.replicas.some((replica) => isSameReplica(replica.id, by) && replica.isRunning()),
  );
  await Promise.all(running.map((by) => timeline.next({ ...quiet.moment, by: "struck" }, by)));
}
