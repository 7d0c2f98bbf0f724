import {
  type Adapter,
  ChaosError,
  type Exit,
  type Link,
  type Ready,
  type ReplicaControl,
  type ReplicaId,
  type Resource,
  type Role,
  type RunningReplica,
} from "@chaos-packs/contract";
import { type Agent, request } from "undici";
import { lastWords } from "../adapters/last-error.ts";
import { now, sleep } from "../clock.ts";
import { roleEnvironment } from "./role-environment.ts";

const READY_POLL_MS = 4;
/** How late readiness may be noticed, as a share of the start so far: each look that is too early costs a failed dial. */
const READY_LATENESS = 0.1;
/** A stop that nobody has promised anything about may take so long, ms. */
export const DEFAULT_GRACE_MS = 2_000;
/** Enough for an error with the hundreds of lines that its properties may have. */
const KEPT_LINES = 2_000;
/** How runtimes say that somebody else listens on a port already. */
const PORT_TAKEN = /EADDRINUSE|address already in use/i;

/** What a replica is made from. */
export interface ReplicaOptions {
  readonly role: string;
  readonly index: number;
  readonly spec: Role;
  readonly adapter: Adapter;
  readonly port: number;
  readonly directory: string;
  readonly agent: Agent;
  /** Where the next life writes which of its code runs; absent: nothing is counted. */
  readonly coverage?: () => string;
  /** Told of each line of output. */
  readonly output: (line: string) => void;
  /** Told of each exit. `at` is a monotonic time. */
  readonly exit: (exit: Exit) => void;
}

/** One replica of a role through all of its lives: its address, links and folder stay, its incarnation changes. */
export class Replica implements ReplicaControl {
  readonly directory: string;
  readonly url: string;
  readonly lines: string[] = [];
  readonly #options: ReplicaOptions;
  #spec: Role;
  #links: Readonly<Record<string, Link>> = {};
  #resources: Readonly<Record<string, Resource>> = {};
  #incarnation = 0;
  #running: RunningReplica | undefined;
  #asked = false;
  #lineSeen: ((line: string) => void) | undefined;

  constructor(options: ReplicaOptions) {
    this.#options = options;
    this.#spec = options.spec;
    this.directory = options.directory;
    this.url = options.spec.run === "remote" ? options.spec.url.replace(/\/$/, "") : `http://127.0.0.1:${options.port}`;
  }

  get id(): ReplicaId {
    return { role: this.#options.role, index: this.#options.index, incarnation: Math.max(1, this.#incarnation) };
  }

  get spec(): Role {
    return this.#spec;
  }

  /** Its ways to its dependencies, by name. */
  get links(): Readonly<Record<string, Link>> {
    return this.#links;
  }

  /** What it has of its dependencies that is no link, by name. */
  get resources(): Readonly<Record<string, Resource>> {
    return this.#resources;
  }

  /** Its next life reaches its dependencies by these links, and by what it has of them beside. */
  reach(links: Readonly<Record<string, Link>>, resources: Readonly<Record<string, Resource>> = {}): void {
    this.#links = links;
    this.#resources = resources;
  }

  /** Its next life runs another program at the same address and on the same links (a defect of the service). */
  become(spec: Role): void {
    this.#spec = spec;
  }

  isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** The next life counts from 1 again: a scenario begins. */
  forgetLives(): void {
    this.#incarnation = 0;
    this.lines.length = 0;
  }

  async start(): Promise<void> {
    if (this.#running) return;
    const { running, signal, line } = await this.#begin();
    await this.#ready(running, signal, line);
  }

  async launch(): Promise<void> {
    if (!this.#running) await this.#begin();
  }

  async kill(): Promise<void> {
    const running = this.#running;
    if (!running) return;
    this.#asked = true;
    await running.kill();
  }

  async stall(): Promise<void> {
    await this.#running?.stall();
  }

  async resume(): Promise<void> {
    await this.#running?.resume();
  }

  async writeCoverage(): Promise<void> {
    await this.#running?.writeCoverage?.();
  }

  async prepareStall(): Promise<void> {
    await this.#running?.prepareStall?.();
  }

  async stop(killAfterMs: number = this.spec.graceMs ?? DEFAULT_GRACE_MS): Promise<"ended" | "killed" | "crashed"> {
    const running = this.#running;
    if (!running) return "ended";
    this.#asked = true;
    await running.stop(AbortSignal.timeout(killAfterMs));
    return (await running.exited).how;
  }

  async #begin(): Promise<{ running: RunningReplica; signal: AbortSignal; line: Promise<void> }> {
    const { adapter, role, port, directory, index } = this.#options;
    const { spec } = this;
    const withinMs = spec.readyWithinMs ?? 10_000;
    const signal = AbortSignal.timeout(withinMs);
    this.#incarnation += 1;
    this.#asked = false;
    const id = this.id;
    const ready = spec.ready;
    const line = new Promise<void>((resolve) => {
      this.#lineSeen = (text) => {
        if ("output" in ready && ready.output.test(text)) resolve();
      };
    });
    const reached = Object.entries({ ...this.resources, ...this.links });
    const url = Object.fromEntries(reached.map(([name, each]) => [name, each.url]));
    const beside = Object.values(this.resources).map((resource) => resource.env ?? {});
    const env = Object.assign({}, ...beside, roleEnvironment(role, spec, { url, port, directory, index }));
    const coverage = spec.run === "node" ? this.#options.coverage?.() : undefined;
    const output = (text: string): void => this.#hear(text);
    const running = await adapter.start(
      { role: spec, env, output, ...(coverage !== undefined && { coverage }) },
      signal,
    );
    this.#running = running;
    void running.exited.then(({ how, reason }) => {
      if (this.#running === running) this.#running = undefined;
      this.#options.exit({
        by: id,
        at: now(),
        asked: this.#asked,
        how,
        reason: reason === "" ? `${role} ended` : reason,
      });
      if (!this.#asked && spec.restart === "always" && this.#running === undefined)
        void this.start().catch((error: unknown) => this.#hear(`restart failed: ${error}`));
    });
    return { running, signal, line };
  }

  #hear(text: string): void {
    this.lines.push(text);
    if (this.lines.length > KEPT_LINES) this.lines.splice(0, KEPT_LINES / 2);
    this.#lineSeen?.(text);
    this.#options.output(text);
  }

  async #ready(running: RunningReplica, signal: AbortSignal, line: Promise<void>): Promise<void> {
    const { ready } = this.spec;
    const died = running.exited.then(async ({ how, reason }) => {
      const isTaken = [reason, ...this.lines].some((text) => PORT_TAKEN.test(text));
      throw await this.#notReady(isTaken ? "PORT_TAKEN" : "ROLE_DIED", `it ${how}: ${reason}`, running);
    });
    died.catch(() => {});
    const late = new Promise<never>((_resolve, reject) =>
      signal.addEventListener(
        "abort",
        () => void this.#notReady("ROLE_NOT_READY", "it was not", running).then(reject, reject),
        { once: true },
      ),
    );
    late.catch(() => {});
    try {
      await Promise.race([died, late, this.#sign(ready, running, { signal, line })]);
    } catch (error) {
      this.#asked = true;
      await running.kill();
      throw error;
    }
  }

  /** Resolves when it is seen to be ready. */
  #sign(
    ready: Ready,
    running: RunningReplica,
    { signal, line }: { readonly signal: AbortSignal; readonly line: Promise<void> },
  ): Promise<void> {
    if ("path" in ready) return this.#answers(ready.path, running, signal);
    if ("runsForMs" in ready) return sleep(ready.runsForMs, signal).catch(() => new Promise(() => {})); // late decides
    return line;
  }

  async #answers(path: string, running: RunningReplica, signal: AbortSignal): Promise<void> {
    const begunAt = now();
    while (this.#running === running && !signal.aborted) {
      if (await answers(`${this.url}${path}`, this.#options.agent, signal)) return;
      await sleep(Math.max(READY_POLL_MS, (now() - begunAt) * READY_LATENESS), signal).catch(() => {});
    }
    await new Promise(() => {}); // died or late decides
  }

  async #notReady(code: string, came: string, running: RunningReplica): Promise<ChaosError> {
    const hint = await running.hint?.();
    const { role, index } = this.#options;
    const { spec } = this;
    const { ready } = spec;
    const how = describeReady(ready, this.url);
    const last = lastWords(this.lines, 8).map((text) => `\n    ${text}`);
    return new ChaosError(code, {
      expected: `${role} ${index} to be ready within ${spec.readyWithinMs ?? 10_000} ms (it is when it ${how})`,
      came: `${came}${last.length > 0 ? `; its last lines were:${last.join("")}\n  ` : " and it wrote nothing"}`,
      todo:
        code === "PORT_TAKEN"
          ? "Stop the program that listens there, or let the role listen on the port that it is given in its environment."
          : [hint, "Start it by hand with the same environment, or correct `ready` in the target file."]
              .filter((each) => each !== undefined)
              .join(" "),
    });
  }
}

// With its port: a program that listens on another one cannot be told by anything else.
function describeReady(ready: Ready, url: string): string {
  if ("path" in ready) return `answers 200 on ${url}${ready.path}`;
  return "runsForMs" in ready ? `has run for ${ready.runsForMs} ms` : `writes a line like ${ready.output}`;
}

async function answers(url: string, dispatcher: Agent, signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await request(url, { dispatcher, signal });
    await answer.body.dump();
    return answer.statusCode === 200;
  } catch {
    return false; // not yet: the caller's deadline decides
  }
}
