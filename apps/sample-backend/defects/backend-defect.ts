import type { Defect } from "@chaos-packs/contract/target";
import type { Parts } from "../src/parts.ts";

/** A broken variant of the sample backend: the parts that it exchanges, made from the sound ones. */
export interface BackendDefect extends Defect {
  readonly swap: (sound: Parts) => Partial<Parts>;
}

/** Defines a defect; its name is the name of its file. */
export const defineBackendDefect = (defect: BackendDefect): BackendDefect => defect;
