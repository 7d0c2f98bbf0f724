import type { DependencyServer } from "@chaos-packs/contract";
import { ChaosError } from "@chaos-packs/contract";
import { allSettled } from "../all-settled.ts";
import { byDeadline } from "../by-deadline.ts";
import { closeWithin } from "../close-within.ts";
import { within } from "../within.ts";
import { Ground } from "./ground.ts";

type Listeners = Parameters<typeof Ground.open>[2];

/** Far longer than emptying a database takes on a loaded machine, ms. */
const RESET_MS = 15_000;
/** A server of a lane's own is started within. */
const OPEN_MS = 60_000;
/** Whoever opens has this long to close what is half open, once the run has been given up. */
const GIVE_UP_MS = 3_000;

/** What grounds are opened with. */
export interface GroundsOptions {
  /** The lane's name. */
  readonly name: string;
  readonly servers: Readonly<Record<string, DependencyServer>>;
  readonly signal: AbortSignal;
  /** Who is to have a link to a dependency. */
  readonly listeners: (dependency: string) => Listeners;
}

/** What a lane has of each dependency: its part of the common servers, and servers of its own as they are needed. */
export class Grounds implements AsyncDisposable {
  readonly #options: GroundsOptions;
  /** By dependency: where replicas stand as a rule. */
  readonly #common = new Map<string, Ground>();
  /** By dependency: on a server of the lane's own; opened when first needed, and kept. */
  readonly #alone = new Map<string, Ground>();
  /** How many were closed because they could not be reset. */
  #closed = 0;
  #current: Readonly<Record<string, Ground>> = {};

  constructor(options: GroundsOptions) {
    this.#options = options;
  }

  /** By dependency: where replicas stand now. */
  get current(): Readonly<Record<string, Ground>> {
    return this.#current;
  }

  /** Opens the lane's part of every server. */
  async open(): Promise<void> {
    await this.standOn([]);
  }

  /** From now on these dependencies are servers of the lane's own, and the others the common ones. */
  async standOn(alone: readonly string[]): Promise<void> {
    const grounds = await allSettled(
      Object.entries(this.#options.servers).map(async ([dependency, server]): Promise<[string, Ground]> => {
        const common = await this.#commonOn(dependency, server);
        return [dependency, alone.includes(dependency) ? await this.#aloneOn(dependency, common) : common];
      }),
    );
    this.#current = Object.fromEntries(grounds);
  }

  /** Brings what is stood on now back to its first state. What cannot be reset is closed; the next scenario opens another. */
  async reset(): Promise<void> {
    await allSettled(
      Object.entries(this.#current).map(async ([dependency, ground]) => {
        try {
          await within(RESET_MS, ground.lane.reset(), () => resetIsLate(dependency));
        } catch (error) {
          for (const grounds of [this.#common, this.#alone])
            if (grounds.get(dependency) === ground) grounds.delete(dependency);
          this.#closed += 1;
          await closeWithin(`the lane ${this.#options.name} of ${dependency}`, ground);
          throw error;
        }
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const errors: unknown[] = [];
    for (const ground of [...this.#common.values(), ...this.#alone.values()].reverse()) {
      await ground[Symbol.asyncDispose]().catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) throw new AggregateError(errors, "a dependency's lane did not close cleanly");
  }

  async #commonOn(dependency: string, server: DependencyServer): Promise<Ground> {
    const known = this.#common.get(dependency);
    if (known) return known;
    const ground = await this.#openOne(dependency, server, false);
    this.#common.set(dependency, ground);
    return ground;
  }

  async #aloneOn(dependency: string, common: Ground): Promise<Ground> {
    const server = this.#options.servers[dependency];
    if (server?.lanesStandOn !== "shared") return common;
    const known = this.#alone.get(dependency);
    if (known) return known;
    const ground = await this.#openOne(dependency, server, true);
    this.#alone.set(dependency, ground);
    return ground;
  }

  async #openOne(dependency: string, server: DependencyServer, alone: boolean): Promise<Ground> {
    const { signal, listeners } = this.#options;
    // One that could not be reset may not have been closed either, and would still have the name.
    const name = this.#closed === 0 ? this.#options.name : `${this.#options.name}_${this.#closed}`;
    const opening = Ground.open(server, name, listeners(dependency), { alone, signal });
    try {
      const open = byDeadline(`opening ${name} of ${dependency}`, opening, { signal, lateMs: GIVE_UP_MS });
      return await within(OPEN_MS, open, () => openIsLate(dependency));
    } catch (error) {
      // One that opens after all has nobody who would close it.
      opening.then(
        (ground) => closeWithin(`${name} of ${dependency}`, ground),
        () => {},
      );
      throw error;
    }
  }
}

const openIsLate = (dependency: string): ChaosError =>
  new ChaosError("LANE_NOT_OPENED", {
    expected: `${dependency} to be open for a lane within ${OPEN_MS} ms`,
    came: "it was not",
    todo: "See that the server answers, or run fewer lanes: --lanes 1.",
  });

const resetIsLate = (dependency: string): ChaosError =>
  new ChaosError("RESET_TIMED_OUT", {
    expected: `${dependency} to be back in its first state within ${RESET_MS} ms`,
    came: "it was not",
    todo: "Look for connections or locks that outlive the roles; the next scenario gets a fresh part of the server.",
  });
