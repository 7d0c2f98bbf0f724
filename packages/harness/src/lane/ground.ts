import {
  type DependencyLane,
  type DependencyServer,
  type Link,
  type LinkOptions,
  type Resource,
  undoAll,
} from "@chaos-packs/contract";

/** Whose link it is, and who listens to it. */
type Listener = Pick<LinkOptions, "by" | "watch" | "connection" | "unseen">;

/** What a lane has of one dependency: its part of a server, and the links of all replicas to it, or what else they have of it. */
export class Ground implements AsyncDisposable {
  readonly lane: DependencyLane;
  readonly #links: Link[] = [];
  readonly #resources: Resource[] = [];

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
      const { lane } = ground;
      for (const listener of listeners) {
        if (lane.hasWire !== false) ground.#links.push(await lane.link(listener));
        if (lane.resource) ground.#resources.push(await lane.resource(listener));
      }
      return ground;
    } catch (error) {
      await ground[Symbol.asyncDispose]();
      throw error;
    }
  }

  linkOf({ role, index }: { readonly role: string; readonly index: number }): Link | undefined {
    return this.#links.find(({ by }) => by.role === role && by.index === index);
  }

  resourceOf({ role, index }: { readonly role: string; readonly index: number }): Resource | undefined {
    return this.#resources.find(({ by }) => by.role === role && by.index === index);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await undoAll([this.lane, ...this.#links, ...this.#resources])[Symbol.asyncDispose]();
  }
}
