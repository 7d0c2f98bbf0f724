import type { Amount } from "./amount.ts";
import type { Anchor } from "./anchor.ts";
import type { ControlOf, Kind, ResourceOf, RuleOf } from "./kind.ts";
import type { Link, Sighting } from "./link.ts";
import type { ReplicaId } from "./replica-id.ts";
import type { LinkRef, ReplicaRef, Struck } from "./struck.ts";

/** A replica in the hands of a fault. */
export interface ReplicaControl {
  readonly id: ReplicaId;
  /** Whether it has a running incarnation. */
  isRunning(): boolean;
  /** Ends it at once; resolves when nothing in it runs any more. Nothing happens when it is not running. */
  kill(): Promise<void>;
  /** Starts the next incarnation and resolves when it is ready; nothing happens when it is running. */
  start(): Promise<void>;
  /** Starts the next incarnation and does not wait for it to be ready. */
  launch(): Promise<void>;
  stall(): Promise<void>;
  resume(): Promise<void>;
  /** Does ahead what the first stall would take time for. */
  prepareStall(): Promise<void>;
  /** Asks it to stop (SIGTERM), and ends it when it has not after `killAfterMs`; default: the `graceMs` of its role. */
  stop(killAfterMs?: number): Promise<"ended" | "killed" | "crashed">;
}

/**
 * What a fault may use. It gets only the ports that its `uses` names, and those of its kind of dependency typed by what the
 * kind offers. `kind` is filled in by `defineFaultType`: a port throws WRONG_KIND for a dependency of another.
 */
export interface Ports<K extends Kind = Kind> {
  readonly replicas: (which: ReplicaRef) => readonly ReplicaControl[];
  readonly links: (which: LinkRef, of: ReplicaRef, kind?: string) => readonly Link<RuleOf<K>>[];
  /** The control of a dependency's own server in this lane. */
  readonly servers: (which: LinkRef, kind?: string) => ControlOf<K>;
  /** What replicas have of a dependency that is no link: a folder, a device. */
  readonly resources: (which: LinkRef, of: ReplicaRef, kind?: string) => readonly ResourceOf<K>[];
  /**
   * What tells whether a message is a moment of a capability, so that a rule may strike each one and not only that at the
   * anchor. Of the anchor given, occurrence and `by` do not matter. Throws MOMENT_NOT_SEEN.
   */
  readonly moments: (anchor: Anchor) => (message: Pick<Sighting, "dependency" | "edge" | "message">) => boolean;
  /** What an amount is for this target; undefined when the target does not promise that trait. */
  readonly amounts: (amount: Amount) => number | undefined;
}

/** The world as a fault sees it. */
export type World<P extends keyof Ports = keyof Ports, K extends Kind = Kind> = Pick<Ports<K>, P> & {
  readonly struck: Struck;
  readonly signal: AbortSignal;
  /** A number in [0, 1) from the run's seed. */
  readonly random: () => number;
};

/** The world before anything has been struck. */
export interface Preparation {
  /** All replicas that take part. */
  readonly replicas: readonly ReplicaControl[];
  readonly signal: AbortSignal;
}

/** The world of a fault of one kind of dependency: what it asks for must be of the kind. */
export const worldOfKind = (world: World, kind: string): World => ({
  ...world,
  links: (which, of) => world.links(which, of, kind),
  servers: (which) => world.servers(which, kind),
  resources: (which, of) => world.resources(which, of, kind),
});
