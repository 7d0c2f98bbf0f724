import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  type ConnectionCount,
  type ConnectionEvent,
  type DependencyLane,
  type Exit,
  type Fate,
  type Link,
  type LinkRef,
  type Own,
  patternsOf,
  type ReplicaId,
  type ReplicaRef,
  type Sighting,
  type Target,
} from "@chaos-packs/contract";
import { Agent } from "undici";
import { now } from "../clock.ts";
import type { Session } from "../session.ts";
import { ownConnections } from "./own-connections.ts";
import { Replica } from "./replica.ts";

/** Where a run hooks into a lane. */
export interface Ear {
  watch(sighting: Sighting, by: ReplicaId): Promise<Fate> | undefined;
  exit(exit: Exit): void;
  line(role: string, text: string): void;
}

/** One isolated set of databases, links and roles, kept between scenarios; its roles are fresh for each. */
export class Lane implements AsyncDisposable {
  readonly name: string;
  readonly session: Session;
  ear: Ear | undefined;
  readonly agent = new Agent({ connections: 64, pipelining: 1, headersTimeout: 30_000, bodyTimeout: 30_000 });
  /** Since the roles were last made fresh; times are monotonic. */
  readonly connectionEvents: ConnectionEvent[] = [];
  readonly #dependencies: Record<string, DependencyLane> = {};
  readonly #links: Link[] = [];
  readonly #replicas: Replica[] = [];
  #own: Own | undefined;
  #isFresh = false;
  #hasStarted = false;

  private constructor(session: Session, name: string) {
    this.session = session;
    this.name = name;
  }

  /** Opens a lane; its roles are not started yet. */
  static async open(session: Session, name: string, signal: AbortSignal): Promise<Lane> {
    const lane = new Lane(session, name);
    try {
      await lane.#open(signal);
      return lane;
    } catch (error) {
      await lane[Symbol.asyncDispose]();
      throw error;
    }
  }

  get own(): Own {
    return this.#own as Own;
  }

  get replicas(): readonly Replica[] {
    return this.#replicas;
  }

  /** Whether its roles have ever been ready: when not, what stops them is the target file's mistake, not a scenario's. */
  hasStarted(): boolean {
    return this.#hasStarted;
  }

  control(dependency: string): unknown {
    return this.#dependencies[dependency]?.control;
  }

  /** Replicas as seen from the one that was struck. */
  replicasOf(which: ReplicaRef, struck: { role: string; index: number }): readonly Replica[] {
    if (which === "all") return this.#replicas;
    const alike = this.#replicas.filter(({ id }) => id.role === struck.role);
    if (which === "all of its role") return alike;
    return alike.filter(({ id }) => (id.index === struck.index) === (which === "struck"));
  }

  linksOf(link: LinkRef, of: ReplicaRef, struck: { role: string; index: number; dependency: string }): readonly Link[] {
    const names = this.dependenciesOf(link, struck.dependency);
    const links = this.replicasOf(of, struck).flatMap((replica) => names.map((name) => replica.links[name]));
    return links.filter((each) => each !== undefined);
  }

  /** The dependencies that a reference to a link means: those on whose wire its moment is seen. */
  dependenciesOf(link: LinkRef, struck: string): readonly string[] {
    if (link === "struck") return [struck];
    if ("dependency" in link) return [link.dependency];
    const { capability, moment } = link.carrying;
    const binding = this.session.target.capabilities.find((each) => each.capability.name === capability);
    return [...new Set(patternsOf(binding?.moments[moment]).map(({ dependency }) => dependency))];
  }

  connectionCounts(): ConnectionCount[] {
    return this.#links.map((link) => ({ ...link.by, dependency: link.dependency, open: link.connections() }));
  }

  /** Ends the roles of the last scenario, empties the dependencies, and starts new roles. Nothing is done when that is so already. */
  async freshen(): Promise<void> {
    if (this.#isFresh) return;
    const own = this.#replicas.filter(({ spec }) => spec.run !== "remote");
    await Promise.all(own.map((replica) => replica.kill()));
    this.connectionEvents.length = 0;
    await Promise.all(Object.values(this.#dependencies).map((lane) => lane.reset()));
    for (const replica of own) {
      await rm(replica.directory, { recursive: true, force: true });
      await mkdir(replica.directory, { recursive: true });
      replica.forgetLives();
    }
    await Promise.all(this.#replicas.map((replica) => replica.start()));
    this.#isFresh = true;
    this.#hasStarted = true;
  }

  /** Its roles become those of a variant of the target; dependencies and links stay. */
  become({ roles }: Target): void {
    for (const replica of this.#replicas) {
      const spec = roles[replica.id.role];
      if (spec) replica.become(spec);
    }
    this.soil();
  }

  /** A scenario has used the lane: what comes next must freshen it. */
  soil(): void {
    this.#isFresh = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const errors: unknown[] = [];
    const collect = (error: unknown): void => void errors.push(error);
    await Promise.all(
      this.#replicas.filter(({ spec }) => spec.run !== "remote").map((replica) => replica.kill().catch(collect)),
    );
    await this.agent.destroy();
    for (const link of this.#links) await link[Symbol.asyncDispose]();
    for (const lane of Object.values(this.#dependencies).reverse()) await lane[Symbol.asyncDispose]();
    if (errors.length > 0) throw new AggregateError(errors, `lane ${this.name} did not close cleanly`);
  }

  async #open(signal: AbortSignal): Promise<void> {
    const { session, name } = this;
    await Promise.all(
      Object.entries(session.servers).map(async ([dependency, server]) => {
        this.#dependencies[dependency] = await server.openLane(name, signal);
      }),
    );
    for (const [role, spec] of Object.entries(session.target.roles)) {
      for (let index = 0; index < (spec.replicas ?? 1); index += 1) await this.#addReplica(role, index);
    }
    this.#own = ownConnections({ dependencies: this.#dependencies, replicas: this.#replicas, agent: this.agent });
  }

  async #addReplica(role: string, index: number): Promise<void> {
    const { session } = this;
    const spec = session.target.roles[role];
    if (!spec) return;
    const by = { role, index };
    const links: Record<string, Link> = {};
    if (spec.run !== "remote") {
      for (const [dependency, lane] of Object.entries(this.#dependencies)) {
        const link = await lane.link({
          by,
          watch: (sighting) => this.ear?.watch(sighting, replica.id),
          connection: ({ phase }) => this.connectionEvents.push({ by: replica.id, dependency, phase, at: now() }),
        });
        links[dependency] = link;
        this.#links.push(link);
      }
    }
    const directory = join(session.directory, this.name, `${role}-${index}`);
    await mkdir(directory, { recursive: true });
    const replica: Replica = new Replica({
      role,
      index,
      spec,
      adapter: session.adapterFor(spec),
      links,
      port: await session.freePort(),
      directory,
      agent: this.agent,
      output: (line) => this.ear?.line(role, line),
      exit: (exit) => this.ear?.exit(exit),
    });
    this.#replicas.push(replica);
  }
}
