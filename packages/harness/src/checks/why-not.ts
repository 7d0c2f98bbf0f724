import { needsOf, patternsOf, type Run, type Target } from "@chaos-packs/contract";
import { isServedRemotely } from "./is-served-remotely.ts";

/** Why a target cannot be asked for a run: what it does not offer. Undefined: it can. */
export function whyNot(run: Run, target: Target): string | undefined {
  const { capability: name, parts, moments, ports, struck } = needsOf(run);
  const binding = target.capabilities.find(({ capability }) => capability.name === name);
  if (!binding) return `the target does not offer the capability "${name}"`;
  const part = parts.find(
    (each) => !binding.operations[each] && !binding.observations[each] && !binding.arrangements[each],
  );
  if (part !== undefined) return `the target does not offer "${part}" of ${name}`;
  const missing = moments.find((each) => patternsOf(binding.moments[each]).length === 0);
  if (missing !== undefined) return `the target has no moment "${missing}"`;
  const isRemote = isServedRemotely(target, name);
  if (isRemote && ports.includes("replicas"))
    return "its faults strike processes, and a remote service cannot be killed or stalled";
  if (isRemote && run.schedule.length > 0)
    return "its faults strike links, and a remote service does not use the harness's links";
  const blind = struck.find(
    ({ moment, edge }) => !patternsOf(binding.moments[moment]).some(({ edges }) => edges.includes(edge)),
  );
  if (blind) return `the target cannot see "${blind.moment}" at the edge ${blind.edge}`;
  return undefined;
}
