import type { Finished } from "../runner.ts";
import type { Session } from "../session.ts";
import { causeOf } from "./cause-of.ts";
import type { RunFailure } from "./chaos-json.ts";
import { describeFailure } from "./describe-failure.ts";
import { describeSummary, type SummaryOptions } from "./describe-summary.ts";
import { groupCauses } from "./group-causes.ts";

/** The first line: how many runs, and on what. */
export function headLine(total: number, lanes: number, { adapter, seed, versions }: Session): string {
  const servers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `chaos: ${total} runs, ${lanes} lanes, ${adapter}, seed ${seed}, ${servers.join(", ")}`;
}

/** A line for a run that has ended. */
export function progressLine(end: Finished, done: number, total: number): string {
  const { planned, outcome, durationMs, because, result } = end;
  const fired = result?.steps.filter(({ firedAt }) => firedAt !== null).length;
  const held = result?.judged.filter(({ verdict }) => verdict.status === "holds").length;
  const counts = result ? `, ${fired}/${result.steps.length} faults, ${held}/${result.judged.length} invariants` : "";
  const why = outcome === "holds" || because[0] === undefined ? "" : `: ${causeOf(end)?.cause ?? because[0]}`;
  return `chaos: ${done}/${total} ${planned.pack}/${planned.title}: ${outcome} (${Math.round(durationMs)} ms${counts})${why}`;
}

/** Why scenarios did not run, once for all of them. */
export function describeRunFailure({ code, message }: RunFailure, notRun: number, total: number): string {
  const why = message.includes(code) ? message : `${code}: ${message}`;
  return notRun === 0 ? why : `${why}\n  ${notRun} of ${total} scenarios were not run`;
}

/** What is known of a run that was ended early: the summary, behind a failure for each cause where none was printed yet. */
export function describeInterrupted(
  finished: readonly Finished[],
  total: number,
  { failures, ...options }: SummaryOptions & { readonly failures: boolean },
): string {
  const first = failures ? groupCauses(finished).map(({ failed }) => failed[0]) : [];
  return [
    "",
    ...first.map((end) => `${describeFailure(end, options.session)}\n`),
    describeSummary(finished, options),
    `  ended after ${finished.length} of ${total} runs; the rest did not run\n`,
  ].join("\n");
}
