import type { Defect } from "@chaos-packs/contract/target";
import type { LiveParts } from "../../src/live/live-parts.ts";

/** A broken variant of the live side: the parts that it exchanges, made from the sound ones. */
export interface LiveDefect extends Defect {
  readonly swap: (sound: LiveParts) => Partial<LiveParts>;
}

/** Defines a defect of the live side; its name is the name of its file. */
export const defineLiveDefect = (defect: LiveDefect): LiveDefect => defect;
