import {
  type Anchor,
  type CapabilityBinding,
  ChaosError,
  type Ports,
  patternsOf,
  scopesIn,
} from "@chaos-packs/contract";
import { type Memory, matchesScope } from "./match-anchor.ts";

/**
 * What tells whether a message is the moment that an anchor means, occurrence and `by` aside.
 *
 * @throws ChaosError MOMENT_NOT_SEEN when the target does not show that moment at that edge
 */
export function momentMatcher(
  bindings: readonly CapabilityBinding[],
  { capability, moment, edge, scope }: Anchor,
  memory: Memory,
): ReturnType<Ports["moments"]> {
  const binding = bindings.find((each) => each.capability.name === capability);
  const patterns = patternsOf(binding?.moments[moment]).filter(({ edges }) => edges.includes(edge));
  if (patterns.length === 0) {
    throw new ChaosError("MOMENT_NOT_SEEN", {
      expected: `the target to show the moment "${moment}" of ${capability} at the edge ${edge}`,
      came: binding && moment in binding.moments ? "it does not" : "it knows no such moment",
      todo: "Map it in the target file to a pattern with that edge, or name another.",
    });
  }
  return (seen) =>
    patterns.some((pattern) => {
      if (pattern.dependency !== seen.dependency || seen.edge !== edge) return false;
      return scopesIn(pattern.scopeOf(seen.message as never, edge)).some((found) => matchesScope(scope, found, memory));
    });
}
