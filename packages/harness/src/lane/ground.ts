import type { DependencyLane, DependencyServer, Link, LinkOptions } from "@chaos-packs/contract";

/** Whose link it is, and who listens to it. */
type Listener = Pick<LinkOptions, "by" | "watch" | "connection" | "unseen">;

/** What a lane has of one dependency: its part of a server, and the links of all replicas to it. */
export class Ground implements AsyncDisposable {
  readonly lane: DependencyLane;
  readonly #links: Link[] = [];

  private constructor(lane: DependencyLane) {
    this.lane = lane;
  }

  /** Opens a part of the server, or one `alone`, and a link for each listener. */
  static async open(
    server: DependencyServer,
    name: string,
    listeners: readonly Listener[],
    { alone, signal }: { readonly alone: boolean; readonly signal: AbortSignal },
  ): Promise<Ground> {
    const ground = new Ground(await server.openLane(name, signal, { alone }));
    try {
      for (const listener of listeners) ground.#links.push(await ground.lane.link(listener));
      return ground;
    } catch (error) {
      await ground[Symbol.asyncDispose]();
      throw error;
    }
  }

  linkOf({ role, index }: { readonly role: string; readonly index: number }): Link | undefined {
    return this.#links.find(({ by }) => by.role === role && by.index === index);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      for (const link of this.#links) await link[Symbol.asyncDispose]();
    } finally {
      await this.lane[Symbol.asyncDispose]();
    }
  }
}
