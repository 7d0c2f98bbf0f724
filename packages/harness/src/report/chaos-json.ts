import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { nameOfReplica, OUTCOMES, type Outcome } from "@chaos-packs/contract";
import { describeAnchor } from "../run/describe-anchor.ts";
import type { Finished } from "../runner.ts";
import type { Session } from "../session.ts";
import { groupCauses, scenariosOf } from "./group-causes.ts";
import { type MeasuredTotals, measuredTotals } from "./totals/measured-totals.ts";

/** reports/chaos.json, schema 1. */
export interface ChaosReport {
  readonly schema: 1;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly node: string;
  readonly seed: number;
  readonly servers: Readonly<Record<string, string>>;
  readonly scenarios: readonly object[];
  /** How many scenarios ended how (`notRun` never started, of `secondTries` it is that of a second try), and what their histories come to. */
  readonly totals: Readonly<Record<Outcome | "notRun" | "secondTries", number>> & MeasuredTotals;
  /** Failures by cause, those with most scenarios first. */
  readonly causes: readonly ReportedCause[];
  /** What ended the run itself, or kept it from starting. */
  readonly failure?: RunFailure;
}

/** One cause, for which one scenario or several failed. */
export interface ReportedCause {
  readonly cause: string;
  readonly outcome: Outcome;
  /** `pack/id`, each once. */
  readonly scenarios: readonly string[];
}

/** Why a run failed as a whole; its exit code is 64. */
export interface RunFailure {
  /** That of the ChaosError or of the system (ENOSPC); RUN_FAILED for an error without one. */
  readonly code: string;
  readonly message: string;
}

/** What a report says of the run as a whole. */
export interface ReportedRun {
  readonly startedAt: string;
  readonly durationMs: number;
  readonly notRun?: number;
  readonly failure?: RunFailure | undefined;
}

/** Makes the report of a run. */
export function chaosReport(
  finished: readonly Finished[],
  session: Pick<Session, "target" | "adapter" | "versions" | "seed">,
  { startedAt, durationMs, notRun = 0, failure }: ReportedRun,
): ChaosReport {
  return {
    schema: 1,
    startedAt,
    durationMs: Math.round(durationMs),
    node: process.version,
    seed: session.seed,
    servers: session.versions,
    scenarios: finished.map((each) => entryOf(each, session)),
    totals: {
      ...totalsOf(finished.map(({ outcome }) => outcome)),
      notRun,
      secondTries: finished.filter(({ secondTry }) => secondTry).length,
      ...measuredTotals(finished),
    },
    causes: groupCauses(finished).map((group) => ({
      cause: group.cause,
      outcome: group.failed[0].outcome,
      scenarios: scenariosOf(group),
    })),
    ...(failure && { failure }),
  };
}

/** The report of a run that could not even be planned. */
export const unplannedReport = (
  failure: RunFailure,
  { seed, startedAt }: { readonly seed: number; readonly startedAt: string },
): ChaosReport => ({
  schema: 1,
  startedAt,
  durationMs: 0,
  node: process.version,
  seed,
  servers: {},
  scenarios: [],
  totals: { ...totalsOf([]), notRun: 0, secondTries: 0 },
  causes: [],
  failure,
});

/** How many runs ended how; every outcome is named. */
export const totalsOf = (outcomes: readonly Outcome[]): Record<Outcome, number> =>
  Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, outcomes.filter((each) => each === outcome).length]),
  ) as Record<Outcome, number>;

/** Writes a report whole or not at all. */
export async function writeJson(path: string, report: object): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, `${JSON.stringify(report, null, 2)}\n`);
  await rename(`${path}.part`, path);
}

function entryOf(
  { planned, outcome, because, durationMs, cpuMs, secondTry, result }: Finished,
  { target, adapter }: Pick<Session, "target" | "adapter">,
): object {
  const { run, pack } = planned;
  const unseen = result?.history.unseen ?? [];
  return {
    pack,
    id: run.id,
    ...(run.variant !== undefined && { variant: run.variant }),
    promise: run.promise,
    target: target.name,
    adapter,
    outcome,
    ...(because.length > 0 && { because }),
    ...(secondTry && { secondTry }),
    durationMs: Math.round(durationMs),
    cpuMs: Math.round(cpuMs),
    faults: (result?.steps ?? []).map(({ step, firedAt, hits, struck, dependency }) => ({
      name: step.inject.label,
      anchor: describeAnchor(step.at),
      firedAtMs: firedAt === null ? null : Math.round(firedAt),
      hits: Math.max(0, hits),
      ...(struck && { replica: nameOfReplica(struck) }),
      ...(dependency !== undefined && { dependency }),
    })),
    invariants: (result?.judged ?? []).map(({ name, standing, verdict }) => ({
      name,
      standing,
      status: verdict.status,
      ...(verdict.status !== "holds" && { because: verdict.because }),
    })),
    operations: result?.history.operations.length ?? 0,
    streams: result?.history.streams.length ?? 0,
    messages: result?.history.moments.length ?? 0,
    ...(unseen.length > 0 && { unseen: unseen.map((each) => ({ ...each, at: Math.round(each.at) })) }),
  };
}
