import {
  type Anchor,
  type Answer,
  type CapabilityBinding,
  ChaosError,
  deadlinesOf,
  type Json,
  type MappedRequest,
  type Observation,
  type Opened,
  type Operation,
  type Parts,
  partsOffered,
  type Result,
  type Traits,
} from "@chaos-packs/contract";
import { byDeadline } from "../by-deadline.ts";
import { now, sleep } from "../clock.ts";
import type { Lane } from "../lane/lane.ts";
import { replicaOf, send } from "../lane/own-connections.ts";
import { checkShape, fitsShape } from "./check-shape.ts";
import type { ClientStreams } from "./client-streams.ts";
import { countedAnchor } from "./counted-anchor.ts";
import type { LiveStream } from "./live-stream.ts";
import { matchesAnchor } from "./match-anchor.ts";
import { notOffered } from "./not-offered.ts";
import type { Recorder } from "./recorder.ts";
import type { Timeline } from "./timeline.ts";

const POLL_MS = 20;
/** What gives up at the deadline has this long to say why. */
const GRACE_MS = 250;

/** What a workload's client stands on. */
export interface ClientOptions {
  readonly during: "run" | "probe" | "settle";
  /** The capability that it acts on. */
  readonly binding: CapabilityBinding;
  /** Those of the run, by name. */
  readonly bindings: ReadonlyMap<string, CapabilityBinding>;
  readonly lane: Lane;
  readonly recorder: Recorder;
  readonly timeline: Timeline;
  /** Those of the whole run. */
  readonly streams: ClientStreams;
  readonly memory: Map<string, string | number>;
  readonly signal: AbortSignal;
  /** No fault will strike: waiting for one returns at once. */
  readonly faultless: boolean;
}

/** How a workload acts and looks, as the contract's `Client` describes it; what is asked for was checked by the types. */
export class WorkloadClient {
  readonly signal: AbortSignal;
  readonly #options: ClientOptions;
  readonly #offered: ReadonlySet<string>;
  /** An operation that has not settled after this long is overdue. */
  readonly #operationMs: number;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.signal = options.signal;
    this.#operationMs = deadlinesOf(options.binding.capability, options.binding.traits).operationMs;
    this.#offered = new Set(partsOffered(options.binding));
  }

  offers(name: string): boolean {
    return this.#offered.has(name) || this.promised(name) !== undefined;
  }

  /**
   * The client of another capability of the run.
   *
   * @throws ChaosError PARTS_NOT_NAMED when the workload does not name it in its `with`
   */
  with({ capability: { name } }: Parts): WorkloadClient {
    const binding = this.#options.bindings.get(name);
    if (binding) return new WorkloadClient({ ...this.#options, binding });
    throw new ChaosError("PARTS_NOT_NAMED", {
      expected: `a capability of the run: ${[...this.#options.bindings.keys()].join(", ")}`,
      came: `"${name}"`,
      todo: "Name its parts in the `with` of the workload.",
    });
  }

  call(name: string, input: Json = {}): Promise<Answer<Json>> {
    return this.#call(name, input, new AbortController().signal);
  }

  async hangUp(name: string, input: Json, when: Promise<unknown>): Promise<Answer<Json>> {
    const abandoned = new AbortController();
    const hang = (): void => abandoned.abort();
    when.then(hang, hang);
    return this.#call(name, input, abandoned.signal);
  }

  async #call(name: string, input: Json, abandoned: AbortSignal): Promise<Answer<Json>> {
    const { binding, recorder, during } = this.#options;
    const capability = binding.capability.name;
    const calledAt = recorder.time();
    const result = await this.#send(name, input, abandoned);
    const returnedAt = recorder.time();
    const hungUp = result.status === "unknown" && abandoned.aborted;
    const overdue = !hungUp && returnedAt - calledAt >= this.#operationMs;
    const cutOff = result.status === "unknown" && !hungUp && !overdue && this.signal.aborted;
    const said = { ...(overdue && { overdue }), ...(hungUp && { hungUp }), ...(cutOff && { cutOff }) };
    const entry: Operation = { capability, client: during, name, input, calledAt, returnedAt, result, ...said };
    recorder.operation(entry);
    if (result.status === "ok") {
      checkShape(binding, "operations", name, result.output);
      return { ok: true, output: result.output };
    }
    const status = result.status === "failed" ? result.httpStatus : undefined;
    return {
      ok: false,
      error: result.error,
      unknown: result.status === "unknown",
      ...(status !== undefined && { status }),
    };
  }

  async demand(name: string, input: Json = {}): Promise<Json> {
    const isIdempotent = this.#options.binding.capability.operations[name]?.idempotent === true;
    let error = "it was never asked";
    do {
      const answer = await this.call(name, input);
      if (answer.ok) return answer.output;
      error = answer.error;
      await this.#pause(`${name} was demanded and last answered: ${error}`);
    } while (isIdempotent);
    throw new Error(`${name} was demanded and answered: ${error}`);
  }

  async until(name: string, input: Json, wanted: (output: never) => boolean): Promise<Json> {
    let last = "nothing";
    for (;;) {
      const answer = await this.call(name, input);
      if (answer.ok && wanted(answer.output as never)) return answer.output;
      last = answer.ok ? JSON.stringify(answer.output) : answer.error;
      await this.#pause(`${name} never became as wanted; it last answered ${last}`);
    }
  }

  open(name: string, input: Json = {}): Promise<Opened<Json, Json>> {
    return this.#options.streams.open(this.#options.binding, name, input, this.#options.during);
  }

  opened(name: string): readonly LiveStream[] {
    return this.#options.streams.opened(this.#options.binding, name);
  }

  async observe(name: string, input: Json = {}): Promise<Json> {
    const { binding, lane, recorder, during } = this.#options;
    const look = binding.observations[name];
    if (typeof look !== "function") throw notOffered(binding, name);
    const calledAt = recorder.time();
    const record = (result: Result): void => {
      const entry: Observation = {
        capability: binding.capability.name,
        name,
        during,
        input,
        calledAt,
        returnedAt: recorder.time(),
        result,
      };
      recorder.observation(entry);
    };
    try {
      const looking = look(lane.own as never, input as never, this.signal);
      const output = (await this.#byDeadline(`the observation "${name}"`, looking)) as Json;
      checkShape(binding, "observations", name, output);
      record({ status: "ok", output });
      return output;
    } catch (error) {
      record({ status: "unknown", error: String(error) });
      recorder.ownFailure(error);
      throw error;
    }
  }

  async arrange(name: string, input: Json = {}): Promise<Json> {
    const { binding, lane, recorder } = this.#options;
    const plant = binding.arrangements[name];
    if (!plant) throw notOffered(binding, name);
    try {
      const planting = plant(lane.own as never, input as never, this.signal);
      const output = ((await this.#byDeadline(`the arrangement "${name}"`, planting)) ?? {}) as Json;
      checkShape(binding, "arrangements", name, output);
      recorder.arrangement({ capability: binding.capability.name, name, input, at: recorder.time(), output });
      return output;
    } catch (error) {
      recorder.ownFailure(error);
      throw error;
    }
  }

  async seen(wanted: Anchor): Promise<void> {
    const { bindings, recorder, memory, timeline } = this.#options;
    const traits: Traits = Object.fromEntries([...bindings].map(([name, own]) => [name, own.traits]));
    const anchor = countedAnchor(wanted, traits);
    const earlier = recorder.recorded.moments.filter((moment) => matchesAnchor(anchor, moment, memory)).length;
    if (earlier < anchor.occurrence) await timeline.next({ ...anchor, occurrence: anchor.occurrence - earlier });
  }

  async fault(step: number, phase: "injected" | "healed"): Promise<void> {
    if (!this.#options.faultless) await this.#options.timeline.fault(step, phase);
  }

  async heal(step: number): Promise<void> {
    if (!this.#options.faultless) await this.#options.timeline.heal(step);
  }

  pause(): Promise<void> {
    return this.#pause("the client paused");
  }

  remember(name: string, value: string | number): void {
    this.#options.memory.set(name, value);
  }

  recall(name: string): string | number | undefined {
    return this.#options.memory.get(name);
  }

  promised(name: string): number | undefined {
    return this.#options.binding.traits[name] ?? undefined;
  }

  trait(name: string): number {
    const value = this.#options.binding.traits[name];
    if (value === undefined || value === null)
      throw new Error(`the target does not promise "${name}", and the workload does not name it in its \`uses\``);
    return value;
  }

  async #send(name: string, input: Json, abandoned: AbortSignal): Promise<Result> {
    const { binding, lane, signal } = this.#options;
    const operation = binding.operations[name];
    if (!operation) throw notOffered(binding, name);
    const made = operation(input as never);
    if ("over" in made) throw isAStream(name);
    const request = "request" in made ? made.request : made;
    const replica = replicaOf(lane.replicas, request.role, request.index);
    try {
      const deadline = AbortSignal.any([signal, abandoned, AbortSignal.timeout(this.#operationMs)]);
      const { status, body, headers } = await send(replica, request, lane.agent, deadline);
      const output = "request" in made ? this.#mapped(name, made, body, status) : status < 300 ? body : undefined;
      if (output === undefined)
        return { status: "failed", error: `${status} ${JSON.stringify(body)}`, httpStatus: status, headers, body };
      return { status: "ok", output };
    } catch (error) {
      return { status: "unknown", error: abandoned.aborted ? "the client hung up" : String(error) };
    }
  }

  /** Code of the target may take no notice of its signal. */
  #byDeadline<T>(what: string, acting: Promise<T>): Promise<T> {
    return byDeadline(what, acting, { signal: this.signal, lateMs: GRACE_MS });
  }

  /** What the target makes of an answer; undefined: it is none. */
  #mapped(name: string, { answer }: MappedRequest<unknown>, body: Json, status: number): Json | undefined {
    if (status >= 500) return undefined;
    if (status < 300) return answer(body as never, status) as Json | undefined;
    if (answer.length < 2) return undefined; // it does not look at the status, and takes every body for a success
    try {
      const output = answer(body as never, status);
      return output !== undefined && fitsShape(this.#options.binding, name, output) ? (output as Json) : undefined;
    } catch {
      return undefined; // it does not know this status, and says so by failing at its body
    }
  }

  async #pause(why: string): Promise<void> {
    if (this.signal.aborted) throw new Error(`${why} (deadline over)`);
    await sleep(POLL_MS, this.signal).catch(() => {
      throw new Error(`${why} (deadline over, at ${Math.round(this.#options.recorder.time(now()))} ms)`);
    });
  }
}

const isAStream = (name: string): ChaosError =>
  new ChaosError("IS_A_STREAM", {
    expected: `"${name}" to be served by a request that is answered once`,
    came: "the target serves it as a stream",
    todo: `Open it with client.open(), or correct the mapping of the operation "${name}" in the target file.`,
  });
