import type { Link, LiveToxic, Toxic, ToxicOptions } from "@chaos-packs/contract/kind";
import type { LiveConnection } from "./link-event.ts";

/** A toxic with the number by which events name it; toxics on the whole link have none. */
export interface NumberedToxic extends LiveToxic {
  readonly number?: number;
}

/** A link that knows its connections one by one. */
export interface OpenedLink extends Link {
  /** The connections that are open, the oldest first. */
  live(): readonly LiveConnection[];
  toxic(toxic: Toxic, options?: ToxicOptions): Promise<NumberedToxic>;
}
