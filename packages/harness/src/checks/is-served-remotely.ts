import { rolesServing, type Target } from "@chaos-packs/contract";

/** Whether every role that serves a capability is one that the harness neither starts nor sits before. */
export function isServedRemotely(target: Target, capability: string): boolean {
  const binding = target.capabilities.find((each) => each.capability.name === capability);
  return Object.values(rolesServing(target, binding ?? {})).every(({ run }) => run === "remote");
}
