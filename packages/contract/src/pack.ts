import type { Capability } from "./capability.ts";
import type { Scenario } from "./scenario.ts";
import { CONTRACT_VERSION } from "./version.ts";

/** Scenarios with what they need, under one name. */
export interface Pack {
  readonly name: string;
  /** The contract version it was written for. */
  readonly contract: number;
  readonly capabilities: readonly Capability[];
  /** By id. */
  readonly scenarios: Readonly<Record<string, Scenario>>;
}

/** Defines a pack, stamped with the version of the contract that it was built with. */
export const definePack = (pack: Omit<Pack, "contract">): Pack => ({ ...pack, contract: CONTRACT_VERSION });
