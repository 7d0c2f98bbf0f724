import type { Planned } from "../plan.ts";
import type { Finished } from "../runner.ts";
import { isFailure } from "./cause-of.ts";

/** How far a run is. */
export interface RunState {
  readonly total: number;
  readonly finished: readonly Pick<Finished, "outcome">[];
  readonly running: readonly Planned[];
  /** Since the first scenario began. */
  readonly elapsedMs: number;
}

/** With fewer finished than that, nothing is said of the time left. */
const ENOUGH = 3;

/** `123/402 (30 %), 2 failed, about 1 min 20 s left, running kill-mid-chunk, …`, cut to the columns there are. */
export function statusLine(
  { total, finished, running, elapsedMs }: RunState,
  columns = Number.POSITIVE_INFINITY,
): string {
  const done = finished.length;
  const failed = finished.filter(isFailure).length;
  const left = timeLeftMs({ total, finished, elapsedMs });
  const parts = [
    `${done}/${total} (${total === 0 ? 100 : Math.floor((100 * done) / total)} %)`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(left === undefined ? [] : [`about ${describeTime(Math.ceil(left / 1_000) * 1_000)} left`]),
    ...(running.length > 0 ? [`running ${running.map(({ title }) => title).join(", ")}`] : []),
  ];
  const text = `chaos: ${parts.join(", ")}`;
  return text.length <= columns ? text : `${text.slice(0, Math.max(0, columns - 1))}…`;
}

/** From the pace until now, in which what was skipped took no time; undefined while too little is known. */
function timeLeftMs({ total, finished, elapsedMs }: Omit<RunState, "running">): number | undefined {
  const ran = finished.filter(({ outcome }) => outcome !== "skipped").length;
  const left = total - finished.length;
  return ran < ENOUGH || left === 0 ? undefined : (elapsedMs / ran) * left;
}

/** `80 ms`, `4.2 s`, `1 min 20 s`. */
export function describeTime(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${Number((ms / 1_000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
