import {
  type Anchor,
  amountIn,
  type CapabilityBinding,
  type MomentRef,
  missingFor,
  momentsDetailed,
  momentsShown,
  type Needs,
  needsOf,
  type PartRef,
  partsOffered,
  patternsOf,
  promisedTraits,
  type Run,
  rolesServing,
  type Target,
} from "@chaos-packs/contract";
import { isMeasuredTrait } from "../run/redelivery.ts";
import { isServedRemotely } from "./is-served-remotely.ts";
import type { Missing } from "./missing.ts";

/** All that keeps a target from being asked for a run; none: it can be. */
export function whyNot(run: Run, target: Target): readonly Missing[] {
  const needs = needsOf(run);
  const bindingOf = (name: string): CapabilityBinding | undefined =>
    target.capabilities.find(({ capability }) => capability.name === name);
  // Without its capabilities nothing more can be told.
  const strangers = needs.capabilities.filter((name) => !bindingOf(name) && isNeeded(name, run, needs));
  if (strangers.length > 0) return strangers.map((name) => ({ because: `does not serve the capability "${name}"` }));
  return [
    ...missingParts(needs, bindingOf),
    ...missingMoments(needs, bindingOf),
    ...missingTraits(needs, target),
    ...tooLittle(run, target),
    ...nothingToJudgeBy(run, bindingOf),
    ...whyNotProcesses(run, needs, target),
    ...foreignFaults(needs, target),
  ];
}

type BindingOf = (name: string) => CapabilityBinding | undefined;

/** A capability of which only an invariant wants something is not needed. */
const isNeeded = (name: string, { workload }: Run, { parts, moments, traits }: Needs): boolean =>
  workload.capability.name === name || [...parts, ...moments, ...traits].some(({ capability }) => capability === name);

function missingParts({ parts, eitherParts }: Needs, bindingOf: BindingOf): readonly Missing[] {
  const isOffered = ({ capability, part }: PartRef): boolean => {
    const binding = bindingOf(capability);
    return binding !== undefined && partsOffered(binding).includes(part);
  };
  const either = eitherParts.filter((group) => !group.some(isOffered));
  return [
    ...parts
      .filter((each) => !isOffered(each))
      .map(({ capability, part }) => ({
        because: `does not offer "${part}" of ${capability}`,
        part: { capability, name: part },
      })),
    ...either.flatMap((group): readonly Missing[] => {
      const [first] = group;
      if (!first) return [];
      const because = `offers none of ${group.map(({ part }) => `"${part}"`).join(", ")} of ${first.capability}`;
      return [{ because, part: { capability: first.capability, name: first.part } }];
    }),
  ];
}

function missingMoments(needs: Needs, bindingOf: BindingOf): readonly Missing[] {
  const isShown = ({ capability, moment }: MomentRef): boolean =>
    patternsOf(bindingOf(capability)?.moments[moment]).length > 0;
  const absent = needs.moments
    .filter((each) => !isShown(each))
    .map(({ capability, moment }) => ({
      because: `has no moment "${moment}" of ${capability}`,
      part: { capability, name: moment },
    }));
  const either = needs.eitherMoments
    .filter((group) => !group.some(isShown))
    .map((group): Missing => {
      const because = `has none of the moments ${group.map(({ moment }) => `"${moment}"`).join(", ")}`;
      const [first] = group;
      return first ? { because, part: { capability: first.capability, name: first.moment } } : { because };
    });
  const seesEdge = ({ capability, moment, edge }: Anchor): boolean =>
    patternsOf(bindingOf(capability)?.moments[moment]).some(({ edges }) => edges.includes(edge));
  const blind = needs.struck
    .filter((each) => isShown(each) && !seesEdge(each))
    .map(({ moment, edge }) => ({ because: `cannot see "${moment}" at the edge ${edge}` }));
  return [...absent, ...either, ...new Map(blind.map((each) => [each.because, each])).values()];
}

/** Traits of which its schedule is made, or that its workload uses. */
function missingTraits({ traits }: Needs, { capabilities }: Target): readonly Missing[] {
  const known = Object.fromEntries(capabilities.map(({ capability, traits: own }) => [capability.name, own]));
  const isMeasured = ({ capability, trait }: (typeof traits)[number]): boolean =>
    capabilities.some((each) => each.capability.name === capability && isMeasuredTrait(each, trait));
  const missing = traits.filter((each) => amountIn(known, each) === undefined && !isMeasured(each));
  const byName = new Map(missing.map((each) => [`${each.capability}/${each.trait}`, each]));
  return [...byName.values()].map(({ capability, trait }) => ({
    because: `does not promise the trait "${trait}" of ${capability}`,
    part: { capability, name: trait },
  }));
}

/** Traits of which the target promises less than the scenario puts it to. */
function tooLittle({ assumes = [] }: Run, { capabilities }: Target): readonly Missing[] {
  const known = Object.fromEntries(capabilities.map(({ capability, traits }) => [capability.name, traits]));
  return assumes.flatMap(({ trait, atLeast }) => {
    const promised = amountIn(known, trait);
    if (promised === undefined || promised >= atLeast) return [];
    return [{ because: `promises ${promised} for "${trait.trait}" of ${trait.capability}, and it takes ${atLeast}` }];
  });
}

/** Of a run whose own invariants all judge by something that the target does not offer nothing would be known. */
function nothingToJudgeBy({ invariants, workload }: Run, bindingOf: BindingOf): readonly Missing[] {
  if (invariants.length === 0) return [];
  const missing = invariants.map((invariant) => {
    const { capability = workload.capability.name } = invariant;
    return { capability, names: missingFor({ ...invariant, capability }, offerOf(capability, bindingOf(capability))) };
  });
  if (missing.some(({ names }) => names.length === 0)) return [];
  // What would bring the first of them is enough.
  const [least] = [...missing].sort((a, b) => a.names.length - b.names.length);
  const { capability, names } = least as (typeof missing)[number];
  return names.map((name) => ({
    because: `does not offer "${name}" of ${capability}, and nothing that its other invariants judge by`,
    part: { capability, name },
  }));
}

const offerOf = (capability: string, binding: CapabilityBinding | undefined): Parameters<typeof missingFor>[1] => ({
  offered: { [capability]: binding ? partsOffered(binding) : [] },
  seenOn: { [capability]: binding ? momentsShown(binding) : {} },
  detailed: { [capability]: binding ? momentsDetailed(binding) : [] },
  traits: { [capability]: binding ? promisedTraits(binding.traits) : {} },
});

function whyNotProcesses(run: Run, needs: Needs, target: Target): readonly Missing[] {
  const isRemote = needs.capabilities.some((name) => isServedRemotely(target, name));
  if (isRemote && needs.ports.includes("replicas"))
    return [{ because: "is remote: the faults strike processes, and a remote service cannot be killed or stalled" }];
  if (isRemote && run.schedule.length > 0)
    return [{ because: "is remote: the faults strike links, and a remote service does not use the harness's links" }];
  const serving = target.capabilities.filter(({ capability }) => needs.capabilities.includes(capability.name));
  const roles = serving.flatMap((binding) => Object.values(rolesServing(target, binding)));
  if (needs.secondReplica && roles.every(({ replicas = 1 }) => replicas < 2))
    return [
      {
        because: `has only one replica of every role that serves ${run.workload.capability.name}, and another must go on with the work`,
      },
    ];
  return [];
}

/** A fault that understands one kind of dependency, where the target has another. */
function foreignFaults({ kinds }: Needs, target: Target): readonly Missing[] {
  const missing = new Set<string>();
  for (const { fault, link, kind, at } of kinds) {
    const seen = link === "struck" ? at : "carrying" in link ? link.carrying : undefined;
    const names =
      seen === undefined && link !== "struck" && "dependency" in link
        ? [link.dependency]
        : patternsOf(
            target.capabilities.find(({ capability }) => capability.name === seen?.capability)?.moments[
              seen?.moment ?? ""
            ],
          )
            .filter(({ edges }) => link !== "struck" || edges.includes(at.edge))
            .map(({ dependency }) => dependency);
    const foreign = names.find((name) => target.dependencies[name]?.kind !== kind);
    if (foreign === undefined) continue;
    const is = target.dependencies[foreign]?.kind ?? "unknown";
    const where = seen ? `shows "${seen.moment}" on ${foreign}, which is ${is}` : `has ${foreign}, which is ${is}`;
    missing.add(`${where}, and the fault "${fault}" is one of ${kind}`);
  }
  return [...missing].map((because) => ({ because }));
}
