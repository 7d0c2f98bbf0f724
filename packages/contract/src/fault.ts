import type { Amount } from "./amount.ts";
import type { Anchor, Fate } from "./anchor.ts";
import type { Json } from "./json.ts";
import type { Ports, Preparation, World } from "./ports.ts";
import type { LinkRef } from "./struck.ts";

/** A link whose dependency must be of a kind: a fault that speaks the protocol of one kind says so. */
export interface LinkOfKind {
  readonly link: LinkRef;
  /** The `kind` of the dependency: `postgres`. */
  readonly kind: string;
}

/** A way to break something: `{ name, args }` is data, from which `faultFrom` makes it again. */
export interface Fault {
  /** That of its type (see `defineFaultType`). */
  readonly name: string;
  readonly args: Json;
  /** For people: `restart postgres (immediate)`. */
  readonly label: string;
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
