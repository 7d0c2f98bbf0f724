import { OUTCOMES } from "@chaos-packs/contract";
import type { Finished } from "../runner.ts";
import { totalsOf } from "./chaos-json.ts";
import { unseenSummary } from "./describe-unseen.ts";

/** A table of all runs, one line each, and the totals. */
export function summaryTable(
  finished: readonly Finished[],
  { seed, durationMs, notRun = 0 }: { seed: number; durationMs: number; notRun?: number },
): string {
  const width = Math.max(20, ...finished.map(({ planned }) => planned.pack.length + planned.title.length + 1));
  const rows = finished.map(({ planned, outcome, durationMs: ms, result }) => {
    const fired = result
      ? `${result.steps.filter(({ firedAt }) => firedAt !== null).length}/${result.steps.length} faults`
      : "";
    const verdicts = result
      ? `${result.judged.filter(({ verdict }) => verdict.status === "holds").length}/${result.judged.length} invariants`
      : "";
    return `  ${`${planned.pack}/${planned.title}`.padEnd(width)}  ${outcome.padEnd(16)} ${`${Math.round(ms)} ms`.padStart(9)}  ${fired.padStart(11)}  ${verdicts}`;
  });
  const totals = totalsOf(finished.map(({ outcome }) => outcome));
  const counts = OUTCOMES.filter((outcome) => totals[outcome] > 0 || outcome === "holds").map(
    (outcome) => `${totals[outcome]} ${outcome}`,
  );
  if (notRun > 0) counts.push(`${notRun} not run`);
  const unseen = unseenSummary(finished);
  return [
    ...rows,
    "",
    ...(unseen.length > 0 ? [...unseen, ""] : []),
    `  ${counts.join(", ")} in ${(durationMs / 1_000).toFixed(1)} s, seed ${seed}`,
  ].join("\n");
}
