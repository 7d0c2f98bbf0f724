import { type CapabilityBinding, ChaosError } from "@chaos-packs/contract";

/** What a workload is told that asks for a part which the target does not offer. */
export const notOffered = ({ capability }: CapabilityBinding, name: string): ChaosError =>
  new ChaosError("PART_NOT_OFFERED", {
    expected: `the target to offer "${name}" of ${capability.name}`,
    came: "it does not",
    todo: "Ask client.offers() first when the workload names it in `mayUse`; what it cannot do without belongs into its `uses`.",
  });
