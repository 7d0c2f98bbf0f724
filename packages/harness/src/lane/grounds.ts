import type { DependencyServer } from "@chaos-packs/contract";
import { allSettled } from "../all-settled.ts";
import { Ground } from "./ground.ts";

type Listeners = Parameters<typeof Ground.open>[2];

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
    const { servers } = this.#options;
    await allSettled(
      Object.entries(servers).map(async ([dependency, server]) => {
        this.#common.set(dependency, await this.#openOne(dependency, server, false));
      }),
    );
    await this.standOn([]);
  }

  /** From now on these dependencies are servers of the lane's own, and the others the common ones. */
  async standOn(alone: readonly string[]): Promise<void> {
    const grounds: Record<string, Ground> = {};
    for (const [dependency, common] of this.#common) {
      grounds[dependency] = alone.includes(dependency) ? await this.#aloneOn(dependency, common) : common;
    }
    this.#current = grounds;
  }

  /** Brings what is stood on now back to its first state. What cannot be mended is thrown away if it was the lane's own. */
  async reset(): Promise<void> {
    await allSettled(
      Object.entries(this.#current).map(async ([dependency, ground]) => {
        try {
          await ground.lane.reset();
        } catch (error) {
          if (this.#alone.get(dependency) !== ground) throw error;
          this.#alone.delete(dependency);
          await ground[Symbol.asyncDispose]();
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

  async #aloneOn(dependency: string, common: Ground): Promise<Ground> {
    const server = this.#options.servers[dependency];
    if (server?.lanesStandOn !== "shared") return common;
    const known = this.#alone.get(dependency);
    if (known) return known;
    const ground = await this.#openOne(dependency, server, true);
    this.#alone.set(dependency, ground);
    return ground;
  }

  #openOne(dependency: string, server: DependencyServer, alone: boolean): Promise<Ground> {
    const { name, signal, listeners } = this.#options;
    return Ground.open(server, name, listeners(dependency), { alone, signal });
  }
}
