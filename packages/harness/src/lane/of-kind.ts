import { ChaosError } from "@chaos-packs/contract";
import type { Lane } from "./lane.ts";

/** The dependencies, which must be of the kind when one is asked for. Throws WRONG_KIND. */
export function ofKind(lane: Lane, dependencies: readonly string[], kind: string | undefined): readonly string[] {
  const kinds = lane.session.target.dependencies;
  const foreign = kind === undefined ? undefined : dependencies.find((name) => kinds[name]?.kind !== kind);
  if (foreign === undefined) return dependencies;
  throw new ChaosError("WRONG_KIND", {
    expected: `a fault of ${kind} to strike a dependency of that kind`,
    came: `${foreign} is ${kinds[foreign]?.kind ?? "no dependency of the target"}`,
    todo: "Name the link: capability.linkOf(a moment that is seen on it), or { dependency }.",
  });
}
