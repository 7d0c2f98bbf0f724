import type net from "node:net";
import {
  ChaosError,
  type ConnectionFailure,
  type Delay,
  type Direction,
  type Laid,
  type Link,
  type Toxic,
  type ToxicOptions,
} from "@chaos-packs/contract/kind";
import { type LinkConditions, noConditions } from "./connection/conditions.ts";
import { type ConnectionContext, ProxiedConnection } from "./connection/proxied-connection.ts";
import { checkFailure } from "./failures/check-failure.ts";
import { LaidFailure, LaidFailures } from "./failures/laid-failures.ts";
import type { LiveConnection } from "./link-event.ts";
import { Listener } from "./listening/listener.ts";
import type { OpenLinkOptions } from "./open-link-options.ts";
import type { NumberedToxic, OpenedLink } from "./opened-link.ts";
import { randomFrom } from "./random.ts";
import { LinkToxics } from "./toxics/link-toxics.ts";
import { undoOnce } from "./undo-once.ts";

const directionsOf = (direction: Direction): readonly ("up" | "down")[] =>
  direction === "both" ? ["up", "down"] : [direction];

/** A listener, its connections, and all that lies on them. */
export class ProxiedLink implements OpenedLink {
  readonly by: Link["by"];
  readonly dependency: string;
  readonly host: string;
  readonly port: number;
  readonly url: string;
  readonly #options: OpenLinkOptions;
  readonly #listener: Listener;
  readonly #connections = new Set<ProxiedConnection>();
  readonly #toxics = new LinkToxics(this.#connections, {
    fail: (failure) => this.#fail(failure),
    partition: (direction) => this.#hold(direction),
    blackhole: (direction) => this.#blackhole(direction),
  });
  readonly #conditions: LinkConditions = { up: noConditions(), down: noConditions(), toxics: this.#toxics };
  readonly #failures = new LaidFailures();
  readonly #context: ConnectionContext;
  readonly #tapErrors: unknown[] = [];
  #lastId = 0;
  #lastFailure = 0;
  #refusals = 0;
  #isClosed = false;
  #whenEmpty: (() => void) | undefined;

  constructor(options: OpenLinkOptions, host: string, port: number) {
    this.#options = options;
    this.by = options.by;
    this.dependency = options.dependency;
    this.host = host;
    this.port = port;
    this.url = options.url(port);
    this.#listener = new Listener(host, port, (client) => this.#accept(client));
    this.#context = {
      upstream: options.upstream,
      tap: options.tap,
      seed: options.seed,
      conditions: this.#conditions,
      failures: this.#failures,
      fires: (fault, connection, toxic) => {
        if (toxic !== undefined) this.#toxics.fired(toxic, connection);
        this.#options.events?.({
          phase: "fired",
          connection: connection.live,
          fault,
          ...(toxic === undefined ? {} : { toxic }),
        });
      },
      opens: (connection) => this.#options.events?.({ phase: "opened", connection: connection.live }),
      tapFails: (error) => this.#tapErrors.push(error),
      closes: (connection) => this.#forget(connection),
    };
  }

  /** Begins to listen. Throws PORT_TAKEN. */
  open(): Promise<void> {
    return this.#listener.open();
  }

  live(): readonly LiveConnection[] {
    return [...this.#connections].map(({ live }) => live);
  }

  connections(): number {
    return this.#connections.size;
  }

  async fail(failure: ConnectionFailure): Promise<Laid> {
    this.#requireOpen();
    checkFailure(failure);
    return this.#fail(failure);
  }

  #fail(failure: ConnectionFailure): Laid {
    if (failure.at === "dial") return this.#refuse();
    const laid = new LaidFailure(failure, randomFrom(this.#options.seed, 0, ++this.#lastFailure)());
    if (failure.at === "now" || failure.at === "idle") this.#failLive(laid);
    else this.#failures.lay(laid);
    this.#refresh();
    const lifted = undoOnce(() => {
      this.#failures.lift(laid);
      for (const connection of laid.struck) connection.stopFailing();
      this.#refresh();
    });
    return {
      get hits() {
        return laid.strikes;
      },
      [Symbol.asyncDispose]: () => lifted[Symbol.asyncDispose](),
    };
  }

  async partition(direction: Direction = "both"): Promise<AsyncDisposable> {
    this.#requireOpen();
    return this.#hold(direction);
  }

  async blackhole(direction: Direction = "both"): Promise<AsyncDisposable> {
    this.#requireOpen();
    return this.#blackhole(direction);
  }

  #blackhole(direction: Direction): AsyncDisposable {
    const conditions = directionsOf(direction).map((each) => this.#conditions[each]);
    for (const each of conditions) each.blackholes++;
    const release = this.#hold(direction);
    for (const connection of this.#connections) {
      this.#context.fires({ type: "blackhole" }, connection);
      connection.die(direction);
    }
    return undoOnce(async () => {
      for (const each of conditions) each.blackholes--;
      await release[Symbol.asyncDispose]();
    });
  }

  async delay({ ms, jitterMs = 0, direction = "both" }: Delay): Promise<Laid> {
    this.#requireOpen();
    return this.#toxics.lay({ type: "latency", latency: ms, jitter: jitterMs }, { direction });
  }

  async toxic(toxic: Toxic, options: ToxicOptions = {}): Promise<NumberedToxic> {
    this.#requireOpen();
    return this.#toxics.lay(toxic, options);
  }

  async rule(rule: unknown): Promise<Laid> {
    this.#requireOpen();
    if (this.#options.rule) return this.#options.rule(rule);
    throw new ChaosError("RULE_NOT_SUPPORTED", {
      expected: "a dependency whose kind knows rules",
      came: `the link to ${this.dependency} passes bytes only`,
      todo: "Use a fault on connections, or a kind of dependency that decodes its protocol.",
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#listener.close();
    for (const connection of this.#connections) connection.reset();
    if (this.#connections.size > 0) {
      await new Promise<void>((resolve) => {
        this.#whenEmpty = resolve;
      });
    }
    const errors = this.#tapErrors.splice(0);
    if (errors.length === 0) return;
    throw new ChaosError("TAP_FAILED", {
      expected: `the tap of the link to ${this.dependency} to take all bytes`,
      came: `it threw ${errors.length} times, first ${String(errors[0])}`,
      todo: "Mend the kind of dependency; see the cause.",
      cause: errors.length === 1 ? errors[0] : new AggregateError(errors),
    });
  }

  #accept(client: net.Socket): void {
    const connection = new ProxiedConnection(++this.#lastId, client, this.#context);
    this.#connections.add(connection);
    this.#tell("dialled", connection);
    const { up, down } = this.#conditions;
    if (up.blackholes + down.blackholes > 0) {
      this.#context.fires({ type: "blackhole" }, connection);
      connection.die("both");
    } else if (up.holds + down.holds === 0) this.#admit(connection);
  }

  /** Lets a dial through, unless it is to fail. */
  #admit(connection: ProxiedConnection): void {
    const failure = this.#failures.strike(connection, "accept");
    if (!failure) {
      connection.admit();
      return;
    }
    if (failure.how === "fin" || failure.how === "rst") this.#tell("refused", connection);
    connection.failAs(failure);
  }

  #forget(connection: ProxiedConnection): void {
    this.#connections.delete(connection);
    this.#tell("closed", connection);
    if (this.#connections.size === 0) this.#whenEmpty?.();
  }

  #tell(phase: "dialled" | "refused" | "closed", connection: ProxiedConnection): void {
    this.#options.connection?.({ phase, connection: connection.live.id });
    this.#options.events?.({ phase, connection: connection.live });
  }

  #refuse(): AsyncDisposable {
    this.#refusals++;
    this.#listener.close();
    return undoOnce(async () => {
      if (--this.#refusals === 0 && !this.#isClosed) await this.#listener.open();
    });
  }

  #failLive(laid: LaidFailure): void {
    for (const connection of [...this.#connections]) {
      if (laid.failure.at === "idle" && connection.isBusy) continue;
      if (laid.takes(connection)) connection.failAs(laid.failure);
    }
  }

  #hold(direction: Direction): AsyncDisposable {
    const conditions = directionsOf(direction).map((each) => this.#conditions[each]);
    for (const each of conditions) each.holds++;
    this.#refresh();
    return undoOnce(() => {
      for (const each of conditions) each.holds--;
      this.#refresh();
    });
  }

  #refresh(): void {
    const isHeld = this.#conditions.up.holds + this.#conditions.down.holds > 0;
    for (const connection of [...this.#connections]) {
      if (!isHeld && connection.isWaiting) this.#admit(connection);
      connection.refresh();
    }
  }

  #requireOpen(): void {
    if (!this.#isClosed) return;
    throw new ChaosError("LINK_CLOSED", {
      expected: "an open link",
      came: `the link to ${this.dependency} was closed`,
      todo: "Lay faults while the link is open.",
    });
  }
}
