import { ChaosError } from "./chaos-error.ts";
import type { Fault } from "./fault.ts";
import type { FaultData, FaultType } from "./fault-type.ts";
import { contractFaults } from "./faults/contract-faults.ts";

/** A fault as data. */
export const faultAsData = ({ name, args }: FaultData): FaultData => ({ name, args });

/**
 * The fault that data means: of a type of the contract, or of those given (a kind's `faults`, a pack's).
 *
 * @throws ChaosError UNKNOWN_FAULT, BAD_FAULT_ARGS
 */
export function faultFrom({ name, args }: FaultData, types: readonly FaultType[] = []): Fault {
  const known = [...contractFaults, ...types];
  const type = known.find((each) => each.name === name);
  if (type) return type.fromJson(args, (named) => faultFrom(named, types));
  throw new ChaosError("UNKNOWN_FAULT", {
    expected: `one of the faults ${known.map((each) => `"${each.name}"`).join(", ")}`,
    came: `"${name}"`,
    todo: "Correct the name, or list its type in the `faults` of its kind of dependency or of its pack.",
  });
}
