import {
  defineInvariant,
  holds,
  type Json,
  type MomentSeen,
  type Pack,
  patternsOf,
  runsOf,
  type StreamRecord,
  type Target,
} from "@chaos-packs/contract";
import { Lane } from "../lane/lane.ts";
import { newSeed } from "../new-seed.ts";
import { Baselines } from "../run/baselines.ts";
import { runScenario } from "../run/run-scenario.ts";
import { type AdapterName, openSession } from "../session.ts";
import { standingInvariants } from "../standing/standing-invariants.ts";
import { isServedRemotely } from "./is-served-remotely.ts";
import { describeMissing } from "./missing.ts";
import { whyNot } from "./why-not.ts";

/** How often a moment of a target was seen on faultless runs, and an example of its scope. */
export interface MomentFound {
  readonly capability: string;
  readonly moment: string;
  /** `null` on the wire: the target says it has none. */
  readonly mapped: boolean;
  readonly seen: number;
  readonly example?: MomentSeen["scope"];
}

/** What clients held of an operation that stays open, on faultless runs, and an example of what arrived. */
export interface StreamFound {
  readonly capability: string;
  readonly operation: string;
  /** How many came to stand. */
  readonly stood: number;
  /** How much arrived on all of them: with nothing, `read` perhaps leaves out what it should give. */
  readonly arrived: number;
  readonly example?: Json;
}

/** What a dry run showed. */
export interface DryRun {
  readonly moments: readonly MomentFound[];
  /** Of the operations that stay open. */
  readonly streams: readonly StreamFound[];
  /** What is wrong with the faultless runs of the packs' workloads. */
  readonly problems: readonly string[];
  /** The workloads that the target cannot be asked for, and why. */
  readonly skipped: readonly string[];
}

/**
 * Runs every workload of the packs once without faults and tells which moments of the target occurred. One that never did
 * is mapped wrongly, or occurs only after a fault.
 */
export async function dryRun(
  target: Target,
  packs: readonly Pack[],
  { adapter }: { adapter?: AdapterName } = {},
): Promise<DryRun> {
  const stop = new AbortController();
  const seed = newSeed();
  await using session = await openSession(target, { ...(adapter && { adapter }), seed, signal: stop.signal });
  await using lane = await Lane.open(session, "dry", stop.signal);
  const offered = new Set(target.capabilities.map(({ capability }) => capability.name));
  const runs = packs.flatMap(({ scenarios }) =>
    Object.entries(scenarios).flatMap(([id, scenario]) => runsOf(id, scenario)),
  );
  const byWorkload = new Map(
    runs
      .filter(({ workload }) => offered.has(workload.capability.name))
      .map((run) => [`${run.workload.capability.name}: ${run.workload.name}`, run]),
  );
  const seen: MomentSeen[] = [];
  const held: (StreamRecord & { readonly capability: string })[] = [];
  const problems: string[] = [];
  const skipped: string[] = [];
  for (const run of byWorkload.values()) {
    const reason = whyNot({ ...run, schedule: [], invariants: [] }, target);
    if (reason.length > 0) {
      skipped.push(`${run.workload.name}: ${describeMissing(reason)}`);
      continue;
    }
    const { capability } = run.workload;
    const all = target.capabilities
      .filter((each) => each.capability.name === capability.name)
      .flatMap(({ moments }) => Object.keys(moments));
    const watching = {
      ...run,
      invariants: [
        defineInvariant({
          name: "all moments",
          alsoReads: all,
          check: () => holds,
          examples: { keeps: undefined as never, breaks: undefined as never },
        }),
      ],
    };
    const standing = standingInvariants([capability], {
      allRemote: isServedRemotely(target, capability.name),
    });
    const { outcome, because, history } = await runScenario({
      run: watching,
      lane,
      standing,
      baselines: new Baselines(),
      seed,
      faultless: true,
    });
    seen.push(...history.moments);
    held.push(...history.streams.map((each) => ({ ...each, capability: run.workload.capability.name })));
    if (outcome !== "holds") problems.push(...because.map((each) => `${run.workload.name}: ${each}`));
  }
  return {
    problems,
    skipped,
    streams: target.capabilities.flatMap(({ capability: { name, operations } }) =>
      Object.entries(operations)
        .filter(([, { stream }]) => stream)
        .map(([operation]) =>
          heldOf(
            name,
            operation,
            held.filter((each) => each.capability === name && each.name === operation),
          ),
        ),
    ),
    moments: target.capabilities.flatMap(({ capability, moments }) =>
      Object.entries(moments).map(([moment, pattern]) =>
        found(capability.name, moment, patternsOf(pattern).length > 0, seen),
      ),
    ),
  };
}

function found(capability: string, moment: string, mapped: boolean, all: readonly MomentSeen[]): MomentFound {
  const own = all.filter((each) => each.capability === capability && each.moment === moment);
  const [first] = own;
  return { capability, moment, mapped, seen: own.length, ...(first && { example: first.scope }) };
}

function heldOf(capability: string, operation: string, held: readonly StreamRecord[]): StreamFound {
  const stood = held.filter(({ result }) => result.status === "ok").length;
  const items = held.flatMap((each) => each.items);
  const [first] = items;
  return { capability, operation, stood, arrived: items.length, ...(first && { example: first.value }) };
}
