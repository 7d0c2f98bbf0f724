import {
  amountIn,
  type CapabilityBinding,
  type Needs,
  needsOf,
  patternsOf,
  promisedTraits,
  type Run,
  rolesServing,
  type Target,
} from "@chaos-packs/contract";
import { isServedRemotely } from "./is-served-remotely.ts";

/** Why a target cannot be asked for a run: what it does not offer. Undefined: it can. */
export function whyNot(run: Run, target: Target): string | undefined {
  const needs = needsOf(run);
  const { capability: name, parts, moments, ports, struck } = needs;
  const binding = target.capabilities.find(({ capability }) => capability.name === name);
  if (!binding) return `the target does not offer the capability "${name}"`;
  const part = parts.find(
    (each) => !binding.operations[each] && !binding.observations[each] && !binding.arrangements[each],
  );
  if (part !== undefined) return `the target does not offer "${part}" of ${name}`;
  const missing = moments.find((each) => patternsOf(binding.moments[each]).length === 0);
  if (missing !== undefined) return `the target has no moment "${missing}"`;
  const either = needs.eitherMoments.find((group) =>
    group.every((each) => patternsOf(binding.moments[each]).length === 0),
  );
  if (either) return `the target has none of the moments ${either.map((each) => `"${each}"`).join(", ")}`;
  const isRemote = isServedRemotely(target, name);
  if (isRemote && ports.includes("replicas"))
    return "its faults strike processes, and a remote service cannot be killed or stalled";
  if (isRemote && run.schedule.length > 0)
    return "its faults strike links, and a remote service does not use the harness's links";
  const blind = struck.find(
    ({ moment, edge }) => !patternsOf(binding.moments[moment]).some(({ edges }) => edges.includes(edge)),
  );
  if (blind) return `the target cannot see "${blind.moment}" at the edge ${blind.edge}`;
  if (needs.secondReplica && Object.values(rolesServing(target, binding)).every(({ replicas = 1 }) => replicas < 2))
    return `another replica must go on with the work, and every role that serves ${name} has only one`;
  return whyNoTrait(needs, binding) ?? whyNothingIsJudged(run, binding) ?? whyForeign(needs, target);
}

/** Of a run whose own invariants all judge by something that the target does not promise nothing would be known. */
function whyNothingIsJudged({ invariants }: Run, { traits }: CapabilityBinding): string | undefined {
  const promised = promisedTraits(traits);
  const missing = invariants.map((each) => each.traits.filter((trait) => promised[trait] === undefined));
  if (missing.length === 0 || missing.some((each) => each.length === 0)) return undefined;
  return `the target promises nothing that its invariants judge by: ${[...new Set(missing.flat())].join(", ")}`;
}

/** A schedule made of a trait that the target does not promise. */
function whyNoTrait({ traits }: Needs, binding: CapabilityBinding): string | undefined {
  const known = { [binding.capability.name]: binding.traits };
  const missing = traits.find((each) => amountIn(known, each) === undefined);
  return missing && `the target does not promise the trait "${missing.trait}" of ${missing.capability}`;
}

/** A fault that understands one kind of dependency, where the target has another. */
function whyForeign({ kinds }: Needs, target: Target): string | undefined {
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
    const where = seen ? `"${seen.moment}" is seen on ${foreign}, which is ${is}` : `${foreign} is ${is}`;
    return `the fault "${fault}" is one of ${kind}, and ${where}`;
  }
  return undefined;
}
