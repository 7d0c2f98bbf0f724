import type { Capability, Invariant } from "@chaos-packs/contract";
import { connectionsReturn } from "./connections-return.ts";
import { dialsAreBounded } from "./dials-are-bounded.ts";
import { noRoleCrashes } from "./no-role-crashes.ts";
import { nothingAcknowledgedIsLost } from "./nothing-acknowledged-is-lost.ts";
import { operationsSettle } from "./operations-settle.ts";
import { serviceRecovers } from "./service-recovers.ts";

/** Those that say nothing where no dependency has a wire: there is none to dial on. */
export const aboutWires: readonly Invariant[] = [connectionsReturn, dialsAreBounded];

/**
 * What every scenario of every pack is judged by without naming it. Those about links and processes have nothing to
 * judge when every role is remote, and are left out then; so is the one about effects when no capability names any.
 */
export const standingInvariants = (
  capabilities: readonly Pick<Capability, "name" | "effects">[],
  { allRemote }: { allRemote: boolean },
): readonly Invariant[] => [
  operationsSettle,
  serviceRecovers,
  ...(allRemote ? [] : [noRoleCrashes, ...aboutWires]),
  ...(capabilities.some(({ effects }) => effects) ? [nothingAcknowledgedIsLost(capabilities)] : []),
];
