import { type Needs, patternsOf, type Target } from "@chaos-packs/contract";
import type { Session } from "../session.ts";

/** The dependencies whose whole server a run breaks. */
export const brokenServers = ({ servers }: Needs, { capabilities }: Target): readonly string[] => {
  const names = servers.flatMap((link) => {
    if ("dependency" in link) return [link.dependency];
    const { capability, moment } = link.carrying;
    const binding = capabilities.find((each) => each.capability.name === capability);
    return patternsOf(binding?.moments[moment]).map(({ dependency }) => dependency);
  });
  return [...new Set(names)];
};

/** Why the server of a dependency may not be broken as a whole. Undefined: it may. */
export function whyNoOwnServer(dependencies: readonly string[], { servers }: Pick<Session, "servers">) {
  for (const dependency of dependencies) {
    const standOn = servers[dependency]?.lanesStandOn;
    if (standOn === "given") return `it breaks the whole server of ${dependency}, and that was given by URL`;
    if (standOn === undefined)
      return `it breaks the whole server of ${dependency}, and its kind cannot start one alone`;
  }
  return undefined;
}
