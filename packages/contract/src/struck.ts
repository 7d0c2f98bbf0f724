import type { Connection } from "./link.ts";
import type { ReplicaId } from "./replica-id.ts";

/** What reached the anchor: who sent the message, on which link and connection. */
export interface Struck {
  readonly by: ReplicaId;
  readonly dependency: string;
  /** Absent: the moment came from somewhere else than a connection (a call into a device, a write to a folder). */
  readonly connection?: Connection;
  readonly message: unknown;
}

/**
 * Which links: the one the struck message is on, the one on which a moment of the capability is seen, or that of a
 * dependency by the target's name for it (for tests written by hand: packs know no such name).
 */
export type LinkRef =
  | "struck"
  | { readonly carrying: { readonly capability: string; readonly moment: string } }
  | { readonly dependency: string };

/** Which replicas, seen from the one that was struck. */
export type ReplicaRef = "struck" | "others of its role" | "all of its role" | "all";
