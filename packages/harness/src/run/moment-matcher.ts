import {
  type Anchor,
  type CapabilityBinding,
  ChaosError,
  type MomentPattern,
  type Ports,
  patternsOf,
  type ScopesFound,
  type Sighting,
  scopesIn,
} from "@chaos-packs/contract";
import { type Memory, matchesScope } from "./match-anchor.ts";
import { mappingFailed } from "./moments-in.ts";

/**
 * What tells whether a message is the moment that an anchor means, occurrence and `by` aside.
 *
 * @throws ChaosError MOMENT_NOT_SEEN when the target does not show that moment at that edge; what it returns throws
 * MAPPING_FAILED when a function with which the target file maps it throws
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
  const readScopes = ({ message }: Pick<Sighting, "message">, pattern: MomentPattern<never>): ScopesFound => {
    try {
      return pattern.scopeOf(message as never, edge);
    } catch (error) {
      throw mappingFailed({ capability, moment, pattern }, { edge, message }, error);
    }
  };
  return (seen) =>
    patterns.some((pattern) => {
      if (pattern.dependency !== seen.dependency || seen.edge !== edge) return false;
      return scopesIn(readScopes(seen, pattern)).some((found) => matchesScope(scope, found, memory));
    });
}
