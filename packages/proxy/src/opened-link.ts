import type { Link } from "@chaos-packs/contract";
import type { LiveConnection } from "./link-event.ts";

/** A link that knows its connections one by one. */
export interface OpenedLink extends Link {
  /** The connections that are open, the oldest first. */
  live(): readonly LiveConnection[];
}
