import { isDeepStrictEqual } from "node:util";
import { ChaosError, type ConnectionFailure, isChaosError, type LiveToxic, type Toxic } from "@chaos-packs/contract";
import { now } from "../clock.ts";
import type { LinkEvent, LiveConnection } from "../link-event.ts";
import { openLink } from "../open-link.ts";
import type { OpenedLink } from "../opened-link.ts";
import { kindOnWholeLink } from "../toxics/check-toxic.ts";
import { formatAddress } from "./address.ts";
import type { ProxyEvents } from "./proxy-events.ts";
import { type ProxySpec, type Stream, type ToxicSpec, whereOf } from "./proxy-spec.ts";
import { seedOf } from "./seed-of.ts";
import type { Traffic, TrafficOf } from "./traffic.ts";
import { viewOfConnection } from "./view-of-connection.ts";

/** What all proxies of one server have in common. */
export interface ProxySurroundings {
  readonly seed: number;
  /** True: addresses on other machines are taken. */
  readonly isRemoteAllowed: boolean;
  readonly events: ProxyEvents;
  readonly traffic: Traffic;
}

const order: readonly Stream[] = ["upstream", "downstream", "both"];

interface Laid {
  spec: ToxicSpec;
  /** Absent while the proxy is disabled. */
  live: LiveToxic | undefined;
}

/** One proxy: what it should be, and the link while it is open. */
export class ServedProxy implements AsyncDisposable {
  readonly #surroundings: ProxySurroundings;
  readonly #toxics = new Map<string, Laid>();
  #spec: ProxySpec;
  #link: OpenedLink | undefined;

  constructor(spec: ProxySpec, surroundings: ProxySurroundings) {
    this.#spec = spec;
    this.#surroundings = surroundings;
    for (const each of spec.toxics) this.#toxics.set(each.name, { spec: each, live: undefined });
  }

  /** As it was asked for; its listen address is the real one once it was open. */
  get spec(): ProxySpec {
    return this.#spec;
  }

  get isOpen(): boolean {
    return this.#link !== undefined;
  }

  /** In the order in which Toxiproxy shows them: those of upstream first. */
  get toxics(): readonly ToxicSpec[] {
    const specs = [...this.#toxics.values()].map(({ spec }) => spec);
    return order.flatMap((stream) => specs.filter((spec) => spec.stream === stream));
  }

  /** The toxics that outlive its connections, in the order in which they were added. */
  keptToxics(): readonly ToxicSpec[] {
    return [...this.#toxics.values()].map(({ spec }) => spec).filter(({ connection }) => connection === undefined);
  }

  /** The connections that are open, the oldest first. */
  live(): readonly LiveConnection[] {
    return this.#link?.live() ?? [];
  }

  /** What its traffic is counted by. */
  trafficOf(): TrafficOf {
    const { name, listen, upstream } = this.#spec;
    return { proxy: name, listener: listen.text, upstream: upstream.text };
  }

  /** Opens it if it is enabled and not open. Throws PORT_TAKEN, LISTEN_FAILED. */
  async open(): Promise<void> {
    if (!this.#spec.isEnabled || this.#link) return;
    const link = await this.#listen();
    try {
      for (const toxic of this.#toxics.values()) toxic.live = await lay(link, toxic.spec);
    } catch (error) {
      await link[Symbol.asyncDispose]();
      throw error;
    }
    this.#link = link;
    const { host, port } = link;
    this.#spec = { ...this.#spec, listen: { host, port, text: formatAddress(host, port) } };
  }

  /** Closes it with its connections; it can be opened again. */
  async close(): Promise<void> {
    const link = this.#link;
    this.#link = undefined;
    await link?.[Symbol.asyncDispose]();
    for (const toxic of this.#toxics.values()) toxic.live = undefined;
  }

  /** Throws TOXIC_EXISTS, TOXIC_NOT_POSSIBLE, CONNECTION_NOT_FOUND. */
  async addToxic(spec: ToxicSpec): Promise<ToxicSpec> {
    if (this.#toxics.has(spec.name)) {
      throw new ChaosError("TOXIC_EXISTS", {
        expected: "a new name",
        came: `there is a toxic named ${JSON.stringify(spec.name)}`,
        todo: "Change that one with POST, or give this one a name of its own.",
      });
    }
    if (spec.connection !== undefined) this.#requireConnection(spec.connection);
    this.#toxics.set(spec.name, { spec, live: this.#link && (await lay(this.#link, spec)) });
    return spec;
  }

  /** Throws TOXIC_NOT_FOUND, TOXIC_NOT_POSSIBLE. */
  async changeToxic(name: string, spec: ToxicSpec): Promise<void> {
    const laid = this.#toxic(name);
    const { type: _, ...attributes } = spec.toxic;
    laid.live?.update({ attributes, toxicity: spec.toxicity });
    laid.spec = spec;
  }

  /** Throws TOXIC_NOT_FOUND. */
  toxic(name: string): ToxicSpec {
    return this.#toxic(name).spec;
  }

  /** Throws TOXIC_NOT_FOUND. */
  async removeToxic(name: string): Promise<void> {
    const { live } = this.#toxic(name);
    this.#toxics.delete(name);
    await live?.[Symbol.asyncDispose]();
  }

  async removeToxics(): Promise<void> {
    for (const name of [...this.#toxics.keys()]) await this.removeToxic(name);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #toxic(name: string): Laid {
    const laid = this.#toxics.get(name);
    if (laid) return laid;
    throw new ChaosError("TOXIC_NOT_FOUND", {
      expected: `a toxic named ${JSON.stringify(name)}`,
      came: `${JSON.stringify(this.#spec.name)} has ${[...this.#toxics.keys()].map((each) => JSON.stringify(each)).join(", ") || "none"}`,
      todo: "GET /proxies/{proxy}/toxics lists them.",
    });
  }

  #requireConnection(id: number): void {
    const open = this.live().map((each) => each.id);
    if (open.includes(id)) return;
    throw new ChaosError("CONNECTION_NOT_FOUND", {
      expected: `an open connection with the id ${id}`,
      came: `open are ${open.join(", ") || "none"}`,
      todo: "GET /proxies/{proxy}/connections lists them.",
    });
  }

  #tell(event: LinkEvent): void {
    const about = { proxy: this.#spec.name, at: Math.round(now()), connection: viewOfConnection(event.connection) };
    const { events } = this.#surroundings;
    if (event.phase !== "fired") {
      events.publish({ kind: "connection", phase: event.phase, ...about });
      if (event.phase === "closed") this.#forget(event.connection);
      return;
    }
    const { fault } = event;
    const toxic = [...this.#toxics.values()].find(({ spec }) => standsFor(spec.toxic, fault))?.spec.name ?? "";
    events.publish({ kind: "fault", toxic, fault, ...about });
  }

  #forget(connection: LiveConnection): void {
    this.#surroundings.traffic.close(this.trafficOf(), connection);
    // A toxic for one connection has nothing to do once that is closed.
    for (const [name, { spec, live }] of this.#toxics) {
      if (spec.connection !== connection.id) continue;
      this.#toxics.delete(name);
      void live?.[Symbol.asyncDispose]();
    }
  }

  async #listen(): Promise<OpenedLink> {
    const { name, listen, upstream } = this.#spec;
    const { seed, isRemoteAllowed } = this.#surroundings;
    try {
      return await openLink({
        by: { role: name, index: 0 },
        dependency: name,
        upstream,
        isRemoteAllowed,
        url: (port) => `tcp://${formatAddress(listen.host, port)}`,
        seed: seedOf(seed, name),
        events: (event) => this.#tell(event),
        listen: { host: listen.host, ...(listen.port === 0 ? {} : { port: listen.port }) },
      });
    } catch (cause) {
      if (isChaosError(cause)) throw cause;
      throw new ChaosError("LISTEN_FAILED", {
        expected: `to listen on ${listen.text}`,
        came: String(cause),
        todo: "Choose another address.",
        cause,
      });
    }
  }
}

/** Whether a fault that fired is this toxic, or the failure that it stands for. */
function standsFor({ type, ...attributes }: Toxic, fault: Toxic | ConnectionFailure): boolean {
  if ("type" in fault) return isDeepStrictEqual({ type, ...attributes }, fault);
  return isDeepStrictEqual(kindOnWholeLink(type)?.failure?.(attributes), fault);
}

function lay(link: OpenedLink, spec: ToxicSpec): Promise<LiveToxic> {
  const { direction, ...where } = whereOf(spec);
  return link.toxic(spec.toxic, direction === "both" ? where : { direction, ...where });
}
