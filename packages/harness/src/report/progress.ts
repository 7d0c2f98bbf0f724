import type { Finished } from "../runner.ts";
import type { Session } from "../session.ts";
import type { RunFailure } from "./chaos-json.ts";
import { describeFailure } from "./describe-failure.ts";
import { summaryTable } from "./summary-table.ts";

/** The first line: how many runs, and on what. */
export function headLine(total: number, lanes: number, { adapter, seed, versions }: Session): string {
  const servers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `chaos: ${total} runs, ${lanes} lanes, ${adapter}, seed ${seed}, ${servers.join(", ")}`;
}

/** A line for a run that has ended. */
export function progressLine({ planned, outcome, durationMs, because }: Finished, done: number, total: number): string {
  const why = outcome === "holds" || because[0] === undefined ? "" : `: ${because[0]}`;
  return `chaos: ${done}/${total} ${planned.pack}/${planned.title}: ${outcome} (${Math.round(durationMs)} ms)${why}`;
}

/** Why scenarios did not run, once for all of them. */
export function describeRunFailure({ code, message }: RunFailure, notRun: number, total: number): string {
  return `${message.includes(code) ? message : `${code}: ${message}`}\n  ${notRun} of ${total} scenarios were not run`;
}

/** What is known of a run that was ended early: its failures, and the summary. */
export function describeInterrupted(
  finished: readonly Finished[],
  total: number,
  session: Session,
  durationMs: number,
): string {
  const failures = finished.filter(({ outcome }) => outcome !== "holds" && outcome !== "skipped");
  return [
    "",
    ...failures.map((end) => `${describeFailure(end, session)}\n`),
    summaryTable(finished, { seed: session.seed, durationMs }),
    `  ended after ${finished.length} of ${total} runs; the rest did not run\n`,
  ].join("\n");
}
