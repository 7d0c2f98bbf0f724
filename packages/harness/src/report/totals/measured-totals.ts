import type { Finished } from "../../runner.ts";
import { effectCounts } from "./effect-counts.ts";
import { memoryGrowthOf } from "./memory-growth-of.ts";
import { spreadOf } from "./percentile.ts";
import { recoveryOf } from "./recovery-of.ts";

/** What the histories of a run come to. A number that cannot be had is absent, and never 0 for that. */
export interface MeasuredTotals {
  /** Scenarios in which clients asked for something after the last heal, and those in which they were served. */
  readonly recoveries?: { readonly tried: number; readonly succeeded: number };
  /** From the last heal until clients were served again, ms. */
  readonly recoveryMs?: { readonly p50: number; readonly p95: number };
  /** Effects that were there more than once. */
  readonly duplicates?: number;
  /** Effects that clients were told of or that must be there, and how many were. */
  readonly events?: { readonly expected: number; readonly seen: number };
  /** Growth of memory from before the first fault until after the last heal, as a share (0.05: by 5 %). */
  readonly memoryGrowth?: { readonly p50: number; readonly p95: number };
}

/** Sums up the histories of all scenarios that ran. */
export function measuredTotals(finished: readonly Finished[]): MeasuredTotals {
  const ran = finished.flatMap(({ planned, result }) =>
    result ? [{ history: result.history, capability: planned.run.workload.capability }] : [],
  );
  const recoveries = ran.flatMap(({ history }) => recoveryOf(history) ?? []);
  const recoveryMs = spreadOf(recoveries.flatMap(({ ms }) => ms ?? []).map(Math.round));
  const effects = ran.flatMap(({ history, capability }) => effectCounts(history, capability) ?? []);
  const expected = sum(effects.map((each) => each.expected));
  const duplicates = effects.flatMap((each) => each.duplicates ?? []);
  const growth = spreadOf(
    ran.flatMap(({ history, capability }) => memoryGrowthOf(history, capability) ?? []).map(toThousandths),
  );
  return {
    ...(recoveries.length > 0 && {
      recoveries: { tried: recoveries.length, succeeded: recoveries.filter(({ succeeded }) => succeeded).length },
    }),
    ...(recoveryMs && { recoveryMs }),
    ...(duplicates.length > 0 && { duplicates: sum(duplicates) }),
    ...(expected > 0 && { events: { expected, seen: sum(effects.map(({ seen }) => seen)) } }),
    ...(growth && { memoryGrowth: growth }),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

const toThousandths = (share: number): number => Math.round(share * 1_000) / 1_000;
