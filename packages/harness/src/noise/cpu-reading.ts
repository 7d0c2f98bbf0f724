import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { now } from "../clock.ts";

/** What a machine says at one time about who waits for a CPU. */
export interface CpuReading {
  /** Monotonic, ms. */
  readonly at: number;
  /** By thread: how long it has been ready to run without a CPU so far, ms. Empty where the system does not say. */
  readonly waited: ReadonlyMap<string, number>;
  /** Of all CPU time so far, in any unit: what a hypervisor gave to others. */
  readonly stolen: number;
  readonly total: number;
  /** Tasks that want to run for each CPU, averaged over a minute: a coarse sign where nothing better is known. */
  readonly load: number;
}

/**
 * Reads how long the threads of this process, and the main threads of others, have waited for a CPU: the second number of
 * `/proc/<pid>/task/<tid>/schedstat` is the time spent waiting on a run queue, in ns
 * (https://docs.kernel.org/scheduler/sched-stats.html). Time stolen by a hypervisor is the eighth number of the line `cpu` in
 * `/proc/stat` (https://man7.org/linux/man-pages/man5/proc_stat.5.html). Where there is no /proc only the load is known.
 */
export function readCpu(pids: Iterable<number>): CpuReading {
  const waited = new Map<string, number>();
  for (const thread of namesIn("/proc/self/task")) note(waited, thread, `/proc/self/task/${thread}/schedstat`);
  for (const pid of pids) note(waited, `of ${pid}`, `/proc/${pid}/schedstat`);
  const times = (textOf("/proc/stat")?.split("\n", 1)[0] ?? "").split(/\s+/).slice(1).map(Number);
  return {
    at: now(),
    waited,
    stolen: times[7] ?? 0,
    // Guests' time is counted in user time already.
    total: times.slice(0, 8).reduce((sum, time) => sum + time, 0),
    load: (loadavg()[0] ?? 0) / availableParallelism(),
  };
}

function note(waited: Map<string, number>, thread: string, file: string): void {
  const ns = Number(textOf(file)?.split(" ")[1]);
  if (!Number.isNaN(ns)) waited.set(thread, ns / 1e6);
}

/** A thread may end between being listed and being read, and not every system has the file. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
