import { type Anchor, momentsOfHeal } from "../anchor.ts";
import type { CapabilitySpec } from "../capability.ts";
import type { Fault } from "../fault.ts";
import type { FaultType } from "../fault-type.ts";
import type { Json } from "../json.ts";
import { needsOf, type Run } from "../scenario.ts";
import { scheduleAsJson, scheduleFromJson } from "../schedule-json.ts";
import { partsAsked } from "../workload.ts";
import { type Law, must } from "./law.ts";
import { survivesJson } from "./survives-json.ts";

/** What is known of a fault before it goes in. */
const KNOWN_BEFORE = [
  "label",
  "fate",
  "uses",
  "strikes",
  "breaks",
  "understands",
  "amounts",
  "moments",
] as const satisfies readonly (keyof Fault)[];

/** Whether two values are the same JSON. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The laws that every run of a scenario keeps: it strikes and is judged by something of its own, its schedule is data, it
 * refers only to what its capability has, and it heals at another moment than that at which it strikes.
 */
export function runLaws(
  run: Run,
  capabilities: readonly CapabilitySpec[],
  faults: readonly FaultType[] = [],
): readonly Law[] {
  const name = run.variant === undefined ? run.id : `${run.id} (${run.variant})`;
  return [
    {
      title: `${name} strikes, and is judged by invariants of its own, each once`,
      check() {
        must(run.schedule.length > 0, "no fault strikes");
        must(run.invariants.length > 0, "it is judged by nothing of its own");
        const names = run.invariants.map((invariant) => invariant.name);
        must(new Set(names).size === names.length, `an invariant stands twice: ${names.join(", ")}`);
      },
    },
    {
      title: `${name} has a schedule that survives JSON and back as the same run`,
      check() {
        for (const { at, inject, heal = "at end" } of run.schedule) {
          const { name: fault, args, fate } = inject;
          must(survivesJson([at, fault, args, fate, heal]), `the step of "${fault}" does not survive JSON and back`);
        }
        const json = scheduleAsJson(run.schedule);
        const read = scheduleFromJson(JSON.parse(JSON.stringify(json)) as Json, faults);
        must(isSame(json, scheduleAsJson(read)), "its schedule is another when it has been JSON");
        for (const [index, { inject }] of read.entries())
          for (const key of KNOWN_BEFORE)
            must(isSame(inject[key], run.schedule[index]?.inject[key]), `the ${key} of "${inject.name}" are others`);
      },
    },
    { title: `${name} refers only to what its capabilities have`, check: () => checkNames(run, capabilities) },
    {
      title: `${name} heals when something else happens than what it strikes at, and leaves its deadline to its capability`,
      check() {
        for (const { at, heal } of run.schedule)
          for (const when of momentsOfHeal(heal))
            must(JSON.stringify(when) !== JSON.stringify(at), `it would heal at once, at "${at.moment}"`);
        const own = capabilities.find((each) => each.name === run.workload.capability.name);
        must(run.deadlineMs === undefined || !own?.deadlines, "its capability makes deadlines, and it sets its own");
      },
    },
  ];
}

function checkNames(run: Run, capabilities: readonly CapabilitySpec[]): void {
  const of = (name: string): CapabilitySpec => {
    const found = capabilities.find((each) => each.name === name);
    if (!found) throw new Error(`the pack does not list the capability ${name}`);
    return found;
  };
  const needs = needsOf(run);
  for (const name of needs.capabilities) of(name);
  for (const { capability, uses, mayUse, either = [] } of partsAsked(run.workload)) {
    const { name, operations, observations, arrangements, traits } = of(capability.name);
    for (const part of [...uses, ...mayUse])
      must(
        [operations, observations, arrangements, traits].some((parts) => part in parts),
        `${name} has no "${part}"`,
      );
    const unnamed = either.flat().find((part) => !mayUse.includes(part));
    must(unnamed === undefined, `the workload must have "${unnamed}" or another, and its \`mayUse\` does not name it`);
    const twice = mayUse.find((part) => uses.includes(part));
    must(twice === undefined, `the workload cannot do without "${twice}", and says that it can`);
  }
  for (const { capability, moment } of needs.recorded)
    must(moment in of(capability).moments, `${capability} has no moment "${moment}"`);
  for (const { capability, moment, scope } of anchorsOf(run)) {
    const keys = Object.keys((of(capability).moments[moment]?.scope["properties"] ?? {}) as object);
    for (const key of Object.keys(scope)) must(keys.includes(key), `the scope of "${moment}" has no "${key}"`);
  }
  for (const { capability, trait } of needs.traits)
    must(trait in of(capability).traits, `${capability} has no trait "${trait}"`);
  for (const { heal } of run.schedule)
    if (typeof heal === "object" && "after" in heal) {
      const { capability, trait } = heal.after;
      must(of(capability).traits[trait]?.unit === "ms", `${capability} has no trait "${trait}" in ms`);
    }
}

const anchorsOf = ({ schedule, workload }: Run): readonly Anchor[] => [
  ...schedule.flatMap(({ at, heal }) => [at, ...momentsOfHeal(heal)]),
  ...(workload.quiet ? [workload.quiet] : []),
];
