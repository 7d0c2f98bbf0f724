import {
  type CapabilityBinding,
  type Deadlines,
  deadlinesOf,
  type Needs,
  rolesServing,
  type Target,
} from "@chaos-packs/contract";

/** How a target serves the capabilities of a run, by name: that of the workload comes first. Those that it does not serve are left out. */
export function bindingsOf(
  { capabilities }: Pick<Needs, "capabilities">,
  target: Target,
): ReadonlyMap<string, CapabilityBinding> {
  const bindings = capabilities.flatMap((name) => {
    const binding = target.capabilities.find(({ capability }) => capability.name === name);
    return binding ? [[name, binding] as const] : [];
  });
  return new Map(bindings);
}

/** The roles that serve any of the bindings; undefined: all of the target. */
export function rolesOf(bindings: Iterable<CapabilityBinding>): readonly string[] | undefined {
  const roles = [...bindings].map((binding) => binding.roles);
  return roles.some((each) => each === undefined) ? undefined : [...new Set(roles.flatMap((each) => each ?? []))];
}

/** The target with no other roles than those that serve the bindings. */
export const servedBy = (target: Target, bindings: Iterable<CapabilityBinding>): Target => {
  const roles = rolesOf(bindings);
  return { ...target, roles: rolesServing(target, roles === undefined ? {} : { roles }) };
};

/** The longest of the deadlines of several capabilities. */
export function longestDeadlines(bindings: Iterable<CapabilityBinding>): Deadlines {
  const all = [...bindings].map(({ capability, traits }) => deadlinesOf(capability, traits));
  return {
    scenarioMs: Math.max(...all.map(({ scenarioMs }) => scenarioMs)),
    operationMs: Math.max(...all.map(({ operationMs }) => operationMs)),
  };
}
