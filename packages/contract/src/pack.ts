import type { Capability } from "./capability.ts";
import type { FaultType } from "./fault-type.ts";
import type { Scenario } from "./scenario.ts";
import { CONTRACT_VERSION } from "./version.ts";

/** Scenarios with what they need, under one name. */
export interface Pack {
  readonly name: string;
  /** The contract version it was written for. */
  readonly contract: number;
  readonly capabilities: readonly Capability[];
  /** The types of the faults that its schedules name beside the contract's: its own, and those of the kinds that it knows. */
  readonly faults?: readonly FaultType[];
  /** By id. */
  readonly scenarios: Readonly<Record<string, Scenario>>;
}

/** Defines a pack, stamped with the version of the contract that it was built with. */
export const definePack = (pack: Omit<Pack, "contract">): Pack => ({ ...pack, contract: CONTRACT_VERSION });
