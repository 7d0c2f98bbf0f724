import { isSameReplica, type ReplicaId, type Run } from "@chaos-packs/contract";
import type { Lane } from "../lane/lane.ts";
import type { Recorder } from "./recorder.ts";
import type { Timeline } from "./timeline.ts";

/**
 * Waits until every running replica that took part, of the role that tells so, has been seen idle since the last heal.
 * Stands where a sleep would.
 */
export async function waitUntilQuiet(run: Run, timeline: Timeline, lane: Lane, recorder: Recorder): Promise<void> {
  const { quiet } = run.workload;
  if (!quiet) return;
  const first = await timeline.next(quiet);
  const took = new Map<string, ReplicaId>();
  for (const { by } of recorder.recorded.moments) if (by.role === first.by.role) took.set(String(by.index), by);
  const running = [...took.values()].filter(
    (by) =>
      by.index !== first.by.index &&
      lane.replicas.some((replica) => isSameReplica(replica.id, by) && replica.isRunning()),
  );
  await Promise.all(running.map((by) => timeline.next({ ...quiet, by: "struck" }, by)));
}
