import type { Amount } from "./amount.ts";
import type { Anchor, Fate } from "./anchor.ts";
import type { Json } from "./json.ts";
import type { Connection, Link, Sighting } from "./link.ts";
import type { ReplicaId } from "./replica-id.ts";

/** What reached the anchor: who sent the message, on which link and connection. */
export interface Struck {
  readonly by: ReplicaId;
  readonly dependency: string;
  readonly connection: Connection;
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

/** What a fault may use. It gets only the ports that its `uses` names. */
export interface Ports {
  readonly replicas: (which: ReplicaRef) => readonly ReplicaControl[];
  readonly links: (which: LinkRef, of: ReplicaRef) => readonly Link[];
  /** The control of a dependency's own server in this lane; what it offers is its kind's to say. */
  readonly servers: (which: LinkRef) => unknown;
  /**
   * What tells whether a message is a moment of a capability, so that a rule may strike each one and not only that at the
   * anchor. Of the anchor given, occurrence and `by` do not matter. Throws MOMENT_NOT_SEEN.
   */
  readonly moments: (anchor: Anchor) => (message: Pick<Sighting, "dependency" | "edge" | "message">) => boolean;
  /** What an amount is for this target; undefined when the target does not promise that trait. */
  readonly amounts: (amount: Amount) => number | undefined;
}

/** The world as a fault sees it. */
export type World<P extends keyof Ports = keyof Ports> = Pick<Ports, P> & {
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

/** A link whose dependency must be of a kind: a fault that speaks the protocol of one kind says so. */
export interface LinkOfKind {
  readonly link: LinkRef;
  /** The `kind` of the dependency: `postgres`. */
  readonly kind: string;
}

/** A way to break something: `{ name, args }` is data, the code stands behind the name. */
export interface Fault {
  readonly name: string;
  readonly args: Json;
  readonly fate: Fate;
  readonly uses: readonly (keyof Ports)[];
  /** The links it strikes; a scenario needs the moments by which they are named to be mapped. */
  readonly strikes?: readonly LinkRef[];
  /** The links whose whole server it breaks (restart, stop): a scenario gets a server of its own there. */
  readonly breaks?: readonly LinkRef[];
  /**
   * The links on which it understands only one kind of dependency. Where the target's dependency is of another kind the
   * scenario is skipped, since the fault would mean nothing there. A fault of the network understands all kinds and says nothing.
   */
  readonly understands?: readonly LinkOfKind[];
  /** Amounts that it cannot do without: where the target does not promise one of them the scenario is skipped. */
  readonly amounts?: readonly Amount[];
  /** The moments, beside that of its anchor, by which it knows the messages that it strikes. */
  readonly moments?: readonly Anchor[];
  /** Does ahead what would take time at the injection. */
  prepare?(world: Preparation): Promise<unknown>;
  /** Breaks it; the undo heals it. */
  inject(world: World): Promise<AsyncDisposable>;
}

/** Defines a fault; using a port that `uses` does not name does not compile. */
export const defineFault = <const P extends keyof Ports>(
  fault: Omit<Fault, "uses" | "inject"> & {
    readonly uses: readonly P[];
    inject(world: World<P>): Promise<AsyncDisposable>;
  },
): Fault => fault as unknown as Fault;

/** An undo that runs the function; without one there is nothing to undo. */
export const undo = (heal: () => Promise<unknown> | unknown = () => {}): AsyncDisposable => ({
  async [Symbol.asyncDispose]() {
    await heal();
  },
});

/** Undoes all of them in reverse order; every one runs, and what went wrong is thrown together. */
export const undoAll = (undos: readonly AsyncDisposable[]): AsyncDisposable =>
  undo(async () => {
    const errors: unknown[] = [];
    for (const each of [...undos].reverse()) {
      try {
        await each[Symbol.asyncDispose]();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, "several undos failed");
  });

/** A link reference as JSON, for the `args` of a fault. */
export const linkAsJson = (link: LinkRef): Json => (link === "struck" ? link : { ...link });
