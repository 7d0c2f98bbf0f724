import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  type ConnectionCount,
  type ConnectionEvent,
  type Exit,
  type Fate,
  type Link,
  type LinkRef,
  type Own,
  patternsOf,
  type ReplicaId,
  type ReplicaRef,
  type Resource,
  type Role,
  type Run,
  type Sighting,
  type Target,
  type Unseen,
} from "@chaos-packs/contract";
import { Agent } from "undici";
import { allSettled } from "../all-settled.ts";
import { now, sleep } from "../clock.ts";
import type { RanWhen } from "../coverage/coverage.ts";
import type { Session } from "../session.ts";
import { ConnectionLog } from "./connection-log.ts";
import { Grounds, type GroundsOptions } from "./grounds.ts";
import { ownConnections } from "./own-connections.ts";
import { Replica } from "./replica.ts";
import { UnseenLog } from "./unseen-log.ts";

/** A server that works answers the harness's own question in a small part of this, ms. */
const ANSWERS_WITHIN_MS = 3_000;

/** Where a run hooks into a lane. */
export interface Ear {
  watch(sighting: Sighting, by: ReplicaId): Promise<Fate> | undefined;
  exit(exit: Exit): void;
  line(role: string, text: string): void;
}

/** What a scenario wants of a lane. */
export interface Wanted {
  /** The roles that run; default all. */
  readonly roles?: readonly string[];
  /** The dependencies whose server must be the lane's own, because a fault will break the whole of it. */
  readonly alone?: readonly string[];
}

/** One isolated set of databases, links and roles, kept between scenarios; its roles are fresh for each. */
export class Lane implements AsyncDisposable {
  readonly name: string;
  readonly session: Session;
  ear: Ear | undefined;
  readonly agent = new Agent({ connections: 64, pipelining: 1, headersTimeout: 30_000, bodyTimeout: 30_000 });
  readonly #connections = new ConnectionLog();
  readonly #unseen = new UnseenLog();
  readonly #grounds: Grounds;
  readonly #replicas: Replica[] = [];
  #inUse: readonly Replica[] = [];
  #own: Own | undefined;
  /** What it was made fresh for; undefined: it has been used since. */
  #freshFor: string | undefined;

  private constructor(session: Session, name: string, signal: AbortSignal) {
    this.session = session;
    this.name = name;
    const { servers } = session;
    this.#grounds = new Grounds({ name, servers, signal, listeners: (dependency) => this.#listeners(dependency) });
  }

  /** Opens a lane; its roles are not started yet. */
  static async open(session: Session, name: string, signal: AbortSignal): Promise<Lane> {
    const lane = new Lane(session, name, signal);
    try {
      await lane.#open();
      return lane;
    } catch (error) {
      await lane[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Since the roles were last made fresh; times are monotonic. */
  get connectionEvents(): readonly ConnectionEvent[] {
    return this.#connections.events;
  }

  /** What passed without being looked at since the roles were last made fresh; times are monotonic. */
  get unseen(): readonly Unseen[] {
    return this.#unseen.entries;
  }

  get own(): Own {
    return this.#own as Own;
  }

  /** The replicas of the roles that were last asked for. */
  get replicas(): readonly Replica[] {
    return this.#inUse;
  }

  control(dependency: string): unknown {
    return this.#grounds.current[dependency]?.lane.control;
  }

  /** Replicas as seen from the one that was struck. */
  replicasOf(which: ReplicaRef, struck: { role: string; index: number }): readonly Replica[] {
    if (which === "all") return this.#inUse;
    const alike = this.#inUse.filter(({ id }) => id.role === struck.role);
    if (which === "all of its role") return alike;
    return alike.filter(({ id }) => (id.index === struck.index) === (which === "struck"));
  }

  linksOf(link: LinkRef, of: ReplicaRef, struck: { role: string; index: number; dependency: string }): readonly Link[] {
    const names = this.dependenciesOf(link, struck.dependency);
    const links = this.replicasOf(of, struck).flatMap((replica) => names.map((name) => replica.links[name]));
    return links.filter((each) => each !== undefined);
  }

  /** What replicas have of dependencies that is no link. */
  resourcesOf(
    link: LinkRef,
    of: ReplicaRef,
    struck: { role: string; index: number; dependency: string },
  ): readonly Resource[] {
    const names = this.dependenciesOf(link, struck.dependency);
    const found = this.replicasOf(of, struck).flatMap((replica) => names.map((name) => replica.resources[name]));
    return found.filter((each) => each !== undefined);
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
    return this.#inUse
      .flatMap(({ links }) => Object.values(links))
      .map((link) => ({ ...link.by, dependency: link.dependency, open: link.connections() }));
  }

  /**
   * Ends the roles of the last scenario, empties the dependencies, and starts the roles that are wanted. Nothing is done
   * when that is so already.
   */
  async freshen({ roles = Object.keys(this.session.target.roles), alone = [] }: Wanted = {}): Promise<void> {
    const wanted = JSON.stringify([[...roles].sort(), [...alone].sort()]);
    if (this.#freshFor === wanted) return;
    this.#freshFor = undefined;
    await allSettled(this.#replicas.filter(isOurs).map((replica) => replica.kill()));
    await this.#grounds.standOn(alone);
    await this.#grounds.reset();
    this.#connections.begin();
    this.#unseen.begin();
    for (const replica of this.#replicas) replica.reach(this.#linksTo(replica), this.#resourcesOf(replica));
    this.#inUse = this.#replicas.filter(({ id }) => roles.includes(id.role));
    for (const replica of this.#inUse.filter(isOurs)) {
      await rm(replica.directory, { recursive: true, force: true });
      await mkdir(replica.directory, { recursive: true });
      replica.forgetLives();
    }
    this.#own = ownConnections({
      dependencies: Object.fromEntries(Object.entries(this.#grounds.current).map(([name, { lane }]) => [name, lane])),
      replicas: this.#inUse,
      agent: this.agent,
    });
    const { roleStarts } = this.session;
    await allSettled(this.#inUse.map((replica) => roleStarts.start(replica.id.role, () => replica.start())));
    this.#freshFor = wanted;
  }

  /** Its roles become those of a variant of the target; dependencies and links stay. */
  become({ roles }: Target): void {
    for (const replica of this.#replicas) {
      const spec = roles[replica.id.role];
      if (spec) replica.become(spec);
    }
    this.soil();
  }

  /** What is wrong with the servers it stands on now, while no fault is on them: the service is not to blame for it. */
  async trouble(): Promise<readonly string[]> {
    const found = await Promise.all(
      this.askedServers().map(async ({ dependency, ask }) => {
        const what = await ask();
        return what === undefined ? [] : [`${dependency}, which the harness runs, is in trouble of its own: ${what}`];
      }),
    );
    return found.flat();
  }

  /** The servers it stands on now, each to be asked how it is; one that does not answer in time is given up. */
  askedServers(): readonly { readonly dependency: string; ask(): Promise<string | undefined> }[] {
    return Object.entries(this.#grounds.current).map(([dependency, { lane }]) => ({
      dependency,
      ask: async () => lane.trouble?.(AbortSignal.timeout(ANSWERS_WITHIN_MS)),
    }));
  }

  /** A scenario has used the lane: what comes next must freshen it. */
  soil(): void {
    this.#freshFor = undefined;
  }

  /** A run on this lane has ended: what its roles ran belongs to it. One that does not answer is not waited for. */
  async noteCoverage(when: RanWhen, run: Run): Promise<void> {
    const { coverage } = this.session;
    if (!coverage) return;
    const late = new AbortController();
    const written = Promise.all(this.#inUse.map((replica) => replica.writeCoverage()));
    await Promise.race([written, sleep(COVERAGE_WITHIN_MS, late.signal).catch(() => {})]);
    late.abort();
    await coverage.note(this.name, when, run);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const errors: unknown[] = [];
    const collect = (error: unknown): void => void errors.push(error);
    await Promise.all(this.#replicas.filter(isOurs).map((replica) => replica.kill().catch(collect)));
    await this.agent.destroy();
    await this.#grounds[Symbol.asyncDispose]().catch(collect);
    if (errors.length > 0) throw new AggregateError(errors, `lane ${this.name} did not close cleanly`);
  }

  async #open(): Promise<void> {
    for (const [role, spec] of Object.entries(this.session.target.roles)) {
      for (let index = 0; index < (spec.replicas ?? 1); index += 1) await this.#addReplica(role, index, spec);
    }
    await this.#grounds.open();
    this.#inUse = this.#replicas;
  }

  async #addReplica(role: string, index: number, spec: Role): Promise<void> {
    const { session } = this;
    const directory = join(session.directory, this.name, `${role}-${index}`);
    await mkdir(directory, { recursive: true });
    this.#replicas.push(
      new Replica({
        role,
        index,
        spec,
        adapter: session.adapterFor(spec),
        port: await session.freePort(),
        directory,
        agent: this.agent,
        ...(session.coverage && { coverage: () => session.coverage?.file(this.name) ?? "" }),
        output: (line) => this.ear?.line(role, line),
        exit: (exit) => this.ear?.exit(exit),
      }),
    );
  }

  #listeners(dependency: string): ReturnType<GroundsOptions["listeners"]> {
    return this.#replicas.filter(isOurs).map((replica) => ({
      by: { role: replica.id.role, index: replica.id.index },
      watch: (sighting) => this.ear?.watch(sighting, replica.id),
      connection: this.#connections.listen(() => ({ by: replica.id, dependency, at: now() })),
      unseen: this.#unseen.listen({ role: replica.id.role, index: replica.id.index, dependency }),
    }));
  }

  #linksTo({ id }: Replica): Readonly<Record<string, Link>> {
    const links: Record<string, Link> = {};
    for (const [dependency, ground] of Object.entries(this.#grounds.current)) {
      const link = ground.linkOf(id);
      if (link) links[dependency] = link;
    }
    return links;
  }

  #resourcesOf({ id }: Replica): Readonly<Record<string, Resource>> {
    const found = Object.entries(this.#grounds.current).map(([name, ground]) => [name, ground.resourceOf(id)] as const);
    return Object.fromEntries(found.filter((each): each is [string, Resource] => each[1] !== undefined));
  }
}

/** Longer than any role needs that still answers. */
const COVERAGE_WITHIN_MS = 1_000;

const isOurs = ({ spec }: Replica): boolean => spec.run !== "remote";
