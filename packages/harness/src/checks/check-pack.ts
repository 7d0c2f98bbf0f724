import { deepStrictEqual } from "node:assert/strict";
import { type CapabilitySpec, emptyHistory, type Invariant, needsOf, type Pack, runsOf } from "@chaos-packs/contract";
import { checkPacks } from "./check-packs.ts";

/** One law of packs, to be run as a test: `for (const law of checkPack(pack)) test(law.title, law.check)`. */
export interface Law {
  readonly title: string;
  /** Throws when the law is broken. */
  check(): void;
}

/**
 * The laws that every pack keeps: it is well formed; each schedule survives JSON and back; every moment, operation and
 * trait that it names is one of its capabilities'; every invariant judges its own two examples rightly, and says unknown
 * of a history in which nothing happened.
 */
export function checkPack(pack: Pack): readonly Law[] {
  const runs = Object.entries(pack.scenarios).flatMap(([id, scenario]) => runsOf(id, scenario));
  const invariants = [...new Set(runs.flatMap((run) => run.invariants))];
  return [
    { title: `${pack.name} is well formed`, check: () => checkPacks([pack]) },
    ...runs.map((run) => ({
      title: `${pack.name}/${run.id}${run.variant === undefined ? "" : ` (${run.variant})`} is data and names what exists`,
      check: () => {
        const data = run.schedule.map(({ at, inject: { name, args, fate }, heal }) => ({
          at,
          inject: { name, args, fate },
          ...(heal && { heal }),
        }));
        deepStrictEqual(JSON.parse(JSON.stringify(data)), data, "the schedule does not survive JSON and back");
        checkNames(run, pack);
        if (run.invariants.length === 0) throw new Error("it is judged by nothing of its own");
        const names = run.invariants.map(({ name }) => name);
        if (new Set(names).size < names.length) throw new Error(`an invariant stands twice: ${names.join(", ")}`);
      },
    })),
    ...invariants.map((invariant) => ({
      title: `"${invariant.name}" can hold and can be violated`,
      check: () => checkInvariant(invariant),
    })),
  ];
}

/** Throws unless an invariant says holds, violated and unknown where it must. */
export function checkInvariant({ name, check, examples }: Invariant): void {
  const expect = (wanted: string, status: string, of: string): void => {
    if (status !== wanted) throw new Error(`"${name}" says ${status} of ${of}; it must say ${wanted}`);
  };
  expect("holds", check(examples.keeps).status, "the history that keeps it");
  expect("violated", check(examples.breaks).status, "the history that breaks it");
  expect("unknown", check(emptyHistory).status, "a history in which nothing happened");
}

function checkNames(run: Parameters<typeof needsOf>[0], pack: Pack): void {
  const { capability: name, parts, moments } = needsOf(run);
  const capability: CapabilitySpec | undefined = pack.capabilities.find((each) => each.name === name);
  if (!capability) throw new Error(`the pack does not list the capability ${name}`);
  const part = parts.find(
    (each) =>
      !(each in capability.operations) && !(each in capability.observations) && !(each in capability.arrangements),
  );
  if (part !== undefined) throw new Error(`${name} has no "${part}"`);
  const moment = moments.find((each) => !(each in capability.moments));
  if (moment !== undefined) throw new Error(`${name} has no moment "${moment}"`);
  for (const { heal } of run.schedule) {
    if (heal && heal !== "at end" && "after" in heal && !(heal.after.trait in capability.traits))
      throw new Error(`${name} has no trait "${heal.after.trait}"`);
  }
}
