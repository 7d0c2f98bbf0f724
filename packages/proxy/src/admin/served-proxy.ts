import { ChaosError, isChaosError } from "@chaos-packs/contract/kind";
import { now } from "../clock.ts";
import type { LinkEvent, LiveConnection } from "../link-event.ts";
import { openLink } from "../open-link.ts";
import type { OpenedLink } from "../opened-link.ts";
import { formatAddress } from "./address.ts";
import type { ProxyEvents } from "./proxy-events.ts";
import type { ProxySpec, ToxicSpec } from "./proxy-spec.ts";
import { seedOf } from "./seed-of.ts";
import { ServedToxics } from "./served-toxics.ts";
import { showConnection } from "./show-connection.ts";
import type { Traffic, TrafficOf } from "./traffic.ts";

/** What all proxies of one server have in common. */
export interface ProxySurroundings {
  readonly seed: number;
  /** True: addresses on other machines are taken. */
  readonly isRemoteAllowed: boolean;
  readonly events: ProxyEvents;
  readonly traffic: Traffic;
}

/** One proxy: what it should be, and the link while it is open. */
export class ServedProxy implements AsyncDisposable {
  readonly toxics: ServedToxics;
  readonly #surroundings: ProxySurroundings;
  #spec: ProxySpec;
  #link: OpenedLink | undefined;

  constructor(spec: ProxySpec, surroundings: ProxySurroundings) {
    this.#spec = spec;
    this.#surroundings = surroundings;
    this.toxics = new ServedToxics(spec.toxics);
  }

  /** As it was asked for; its listen address is the real one once it was open. */
  get spec(): ProxySpec {
    return this.#spec;
  }

  get isOpen(): boolean {
    return this.#link !== undefined;
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
    const { host, port } = link;
    this.#spec = { ...this.#spec, listen: { host, port, text: formatAddress(host, port) } };
    try {
      await this.toxics.layOn(link);
    } catch (error) {
      await link[Symbol.asyncDispose]();
      throw error;
    }
    this.#link = link;
  }

  /** Closes it with its connections; it can be opened again. */
  async close(): Promise<void> {
    const link = this.#link;
    this.#link = undefined;
    await link?.[Symbol.asyncDispose]();
    this.toxics.lift();
  }

  /** Opens it again, or says that it is disabled from now on. Throws PORT_TAKEN, LISTEN_FAILED. */
  async reopen(): Promise<void> {
    try {
      await this.open();
    } catch (error) {
      this.#spec = { ...this.#spec, isEnabled: false };
      throw error;
    }
  }

  /** Throws TOXIC_EXISTS, TOXIC_NOT_POSSIBLE, CONNECTION_NOT_FOUND. */
  async addToxic(spec: ToxicSpec): Promise<void> {
    if (spec.connection !== undefined) this.#requireConnection(spec.connection);
    await this.toxics.add(spec);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
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
    const { events, traffic } = this.#surroundings;
    const { connection } = event;
    const about = { proxy: this.#spec.name, at: Math.round(now()), connection: showConnection(connection) };
    if (event.phase === "fired") {
      const { fault, toxic } = event;
      events.publish({ kind: "fault", toxic: this.toxics.nameOf(fault, toxic), fault, ...about });
      return;
    }
    events.publish({ kind: "connection", phase: event.phase, ...about });
    if (event.phase !== "closed") return;
    traffic.close(this.trafficOf(), connection);
    void this.toxics.forgetConnection(connection.id);
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
