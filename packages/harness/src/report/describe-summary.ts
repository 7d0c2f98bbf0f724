import { OUTCOMES } from "@chaos-packs/contract";
import { gainsOf } from "../checks/missing.ts";
import type { Finished } from "../runner.ts";
import type { Session } from "../session.ts";
import { totalsOf } from "./chaos-json.ts";
import { repeatFailure } from "./describe-failure.ts";
import { unseenSummary } from "./describe-unseen.ts";
import { type CauseGroup, groupCauses, scenariosOf } from "./group-causes.ts";
import { describeTime } from "./status-line.ts";

/** Of a run as a whole. */
export interface SummaryOptions {
  readonly session: Pick<Session, "seed" | "adapter">;
  readonly durationMs: number;
  /** Scenarios that never started. */
  readonly notRun?: number;
  /** The file in which all of it stands. */
  readonly report?: string;
}

const NAMED = 4;
const MOST_REASONS = 8;

/** What a run came to: a line for each pack, each cause of failures with its scenarios, each reason of skips, and the totals. */
export function describeSummary(
  finished: readonly Finished[],
  { session, durationMs, notRun = 0, report }: SummaryOptions,
): string {
  const parts = [
    byPack(finished),
    causes(groupCauses(finished), session),
    skips(finished),
    gains(finished),
    secondTries(finished),
    unseenSummary(finished),
    [
      `  ${countsOf(finished)}${notRun > 0 ? `, ${notRun} not run` : ""} in ${describeTime(durationMs)}, seed ${session.seed}`,
      ...(report === undefined ? [] : [`  report: ${report}`]),
    ],
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

/** `1 violated, 39 holds`. */
function countsOf(finished: readonly Finished[]): string {
  const totals = totalsOf(finished.map(({ outcome }) => outcome));
  const named = OUTCOMES.filter((outcome) => totals[outcome] > 0 || outcome === "holds");
  return named.map((outcome) => `${totals[outcome]} ${outcome}`).join(", ");
}

function byPack(finished: readonly Finished[]): readonly string[] {
  const packs = [...new Set(finished.map(({ planned }) => planned.pack))];
  const width = Math.max(0, ...packs.map((pack) => pack.length));
  return packs.map(
    (pack) => `  ${pack.padEnd(width)}  ${countsOf(finished.filter(({ planned }) => planned.pack === pack))}`,
  );
}

function causes(groups: readonly CauseGroup[], session: SummaryOptions["session"]): readonly string[] {
  if (groups.length === 0) return [];
  const failed = groups.reduce((sum, group) => sum + group.failed.length, 0);
  const head = `  ${failed} failed, for ${groups.length === 1 ? "one cause" : `${groups.length} causes`}`;
  return [
    head,
    ...groups.flatMap((group) => [`    ${describeGroup(group)}`, `      ${repeatFailure(group.failed[0], session)}`]),
  ];
}

/** `violated: api crashed: Error: … (src/pool.ts:41): 13 scenarios (db-pool/a, db-pool/b and 11 more)`. */
function describeGroup(group: CauseGroup): string {
  const scenarios = scenariosOf(group);
  const named = scenarios.slice(0, NAMED).join(", ");
  const more = scenarios.length > NAMED ? ` and ${scenarios.length - NAMED} more` : "";
  const count = `${scenarios.length} scenario${scenarios.length === 1 ? "" : "s"}`;
  return `${group.failed[0].outcome}: ${group.cause}: ${count} (${named}${more})`;
}

/** All of them: nothing else is ever run again. */
function secondTries(finished: readonly Finished[]): readonly string[] {
  const tried = finished.flatMap(({ planned, outcome, secondTry }) =>
    secondTry
      ? [`    ${planned.pack}/${planned.title}: ${secondTry.reason}: first ${secondTry.first}, then ${outcome}`]
      : [],
  );
  return tried.length === 0 ? [] : [`  ${tried.length} tried a second time, alone`, ...tried];
}

function skips(finished: readonly Finished[]): readonly string[] {
  const reasons = new Map<string, number>();
  for (const { outcome, because } of finished)
    if (outcome === "skipped") reasons.set(because[0] ?? "", (reasons.get(because[0] ?? "") ?? 0) + 1);
  const sorted = [...reasons].sort((a, b) => b[1] - a[1]);
  const rest = sorted.slice(MOST_REASONS);
  const more = rest.reduce((sum, [, count]) => sum + count, 0);
  return [
    ...sorted.slice(0, MOST_REASONS).map(([reason, count]) => `  ${count} skipped: ${reason}`),
    ...(more > 0 ? [`  ${more} skipped for ${rest.length} other reasons, which stand in the report`] : []),
  ];
}

const MOST_GAINS = 5;

/** The parts that would bring most: `map "recover" of jobs: 9 more scenarios`. */
function gains(finished: readonly Finished[]): readonly string[] {
  const all = gainsOf(finished.map(({ planned }) => planned.skip));
  return all.slice(0, MOST_GAINS).map(({ capability, name, scenarios }, index) => {
    const too = index === 0 ? "" : ", once the above are there";
    return `  map "${name}" of ${capability}: ${scenarios} more scenario${scenarios === 1 ? "" : "s"}${too}`;
  });
}
