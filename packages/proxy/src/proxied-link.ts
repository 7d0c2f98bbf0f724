import type net from "node:net";
import { ChaosError, type ConnectionFailure, type Delay, type Direction, type Link } from "@chaos-packs/contract";
import { noConditions } from "./connection/conditions.ts";
import { type ConnectionContext, ProxiedConnection } from "./connection/proxied-connection.ts";
import { checkFailure } from "./failures/check-failure.ts";
import { type LaidFailure, LaidFailures } from "./failures/laid-failures.ts";
import { Listener } from "./listening/listener.ts";
import type { OpenLinkOptions } from "./open-link-options.ts";
import { undoOnce } from "./undo-once.ts";

const directionsOf = (direction: Direction): readonly ("up" | "down")[] =>
  direction === "both" ? ["up", "down"] : [direction];

/** A listener, its connections, and all that lies on them. */
export class ProxiedLink implements Link {
  readonly by: Link["by"];
  readonly dependency: string;
  readonly host: string;
  readonly port: number;
  readonly url: string;
  readonly #options: OpenLinkOptions;
  readonly #listener: Listener;
  readonly #connections = new Set<ProxiedConnection>();
  readonly #conditions = { up: noConditions(), down: noConditions() };
  readonly #failures = new LaidFailures();
  readonly #context: ConnectionContext;
  readonly #tapErrors: unknown[] = [];
  #lastId = 0;
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
      ...this.#conditions,
      failures: this.#failures,
      tapFails: (error) => this.#tapErrors.push(error),
      closes: (connection) => this.#forget(connection),
    };
  }

  /** Begins to listen. Throws PORT_TAKEN. */
  open(): Promise<void> {
    return this.#listener.open();
  }

  connections(): number {
    return this.#connections.size;
  }

  async fail(failure: ConnectionFailure): Promise<AsyncDisposable> {
    this.#requireOpen();
    checkFailure(failure);
    if (failure.at === "dial") return this.#refuse();
    const laid: LaidFailure = { failure, left: failure.times ?? Number.POSITIVE_INFINITY, struck: new Set() };
    if (failure.at === "now" || failure.at === "idle") this.#failLive(laid);
    else this.#failures.lay(laid);
    this.#refresh();
    return undoOnce(() => {
      this.#failures.lift(laid);
      for (const connection of laid.struck) connection.stopSwallowing();
      this.#refresh();
    });
  }

  async partition(direction: Direction = "both"): Promise<AsyncDisposable> {
    this.#requireOpen();
    return this.#hold(direction);
  }

  async blackhole(direction: Direction = "both"): Promise<AsyncDisposable> {
    this.#requireOpen();
    const conditions = directionsOf(direction).map((each) => this.#conditions[each]);
    for (const each of conditions) each.blackholes++;
    const release = this.#hold(direction);
    for (const connection of this.#connections) connection.die(direction);
    return undoOnce(async () => {
      for (const each of conditions) each.blackholes--;
      await release[Symbol.asyncDispose]();
    });
  }

  async delay({ direction = "both", ...delay }: Delay): Promise<AsyncDisposable> {
    this.#requireOpen();
    const directions = directionsOf(direction).map((each) => this.#conditions[each].delays);
    for (const delays of directions) delays.add(delay);
    this.#refresh();
    return undoOnce(() => {
      for (const delays of directions) delays.delete(delay);
      this.#refresh();
    });
  }

  async rule(rule: unknown): Promise<AsyncDisposable> {
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
    this.#tell("dialled");
    const { up, down } = this.#conditions;
    if (up.blackholes + down.blackholes > 0) connection.die("both");
    else if (up.holds + down.holds === 0) this.#admit(connection);
  }

  /** Lets a dial through, unless it is to fail. */
  #admit(connection: ProxiedConnection): void {
    const isStruck = this.#failures.strike(connection, "accept", ({ failure: { how } }) => {
      if (how === "fin" || how === "rst") this.#tell("refused");
      connection.fail(how);
    });
    if (!isStruck) connection.admit();
  }

  #forget(connection: ProxiedConnection): void {
    this.#connections.delete(connection);
    this.#tell("closed");
    if (this.#connections.size === 0) this.#whenEmpty?.();
  }

  #tell(phase: "dialled" | "refused" | "closed"): void {
    this.#options.connection?.({ phase });
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
      if (laid.left === 0) return;
      if (laid.failure.at === "idle" && connection.isBusy) continue;
      laid.left--;
      laid.struck.add(connection);
      connection.fail(laid.failure.how);
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
