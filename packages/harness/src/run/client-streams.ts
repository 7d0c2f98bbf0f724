import {
  type CapabilityBinding,
  ChaosError,
  deadlinesOf,
  type Json,
  type Opened,
  type StreamMessage,
  type StreamRequest,
} from "@chaos-packs/contract";
import type { Lane } from "../lane/lane.ts";
import { replicaOf } from "../lane/own-connections.ts";
import { openEventStream } from "../streams/open-event-stream.ts";
import { openWebSocket } from "../streams/open-web-socket.ts";
import { checkShape } from "./check-shape.ts";
import { LiveStream } from "./live-stream.ts";
import { notOffered } from "./not-offered.ts";
import type { Recorder } from "./recorder.ts";

/** What the streams of a run stand on. */
export interface ClientStreamsOptions {
  readonly lane: Pick<Lane, "replicas">;
  readonly recorder: Recorder;
  readonly signal: AbortSignal;
}

const KINDS = { websocket: openWebSocket, "server-sent events": openEventStream } as const;

/** The streams that the clients of one run hold, through all of its looks; closing it hangs up those that are still open. */
export class ClientStreams implements AsyncDisposable {
  /** What arrived in a wrong shape. */
  readonly problems: Error[] = [];
  readonly #options: ClientStreamsOptions;
  readonly #streams: LiveStream[] = [];
  readonly #stood: { readonly capability: string; readonly stream: LiveStream }[] = [];

  constructor(options: ClientStreamsOptions) {
    this.#options = options;
  }

  /** Those of an operation that came to stand, in that order. */
  opened({ capability }: CapabilityBinding, name: string): readonly LiveStream[] {
    return this.#stood
      .filter((each) => each.capability === capability.name && each.stream.name === name)
      .map(({ stream }) => stream);
  }

  /**
   * Opens an operation that stays open.
   *
   * @throws ChaosError NOT_A_STREAM, PART_NOT_OFFERED, UNKNOWN_ROLE
   */
  async open(binding: CapabilityBinding, name: string, input: Json, client: string): Promise<Opened<Json, Json>> {
    const { lane, recorder, signal } = this.#options;
    const operation = binding.operations[name];
    if (!operation) throw notOffered(binding, name);
    const wanted = streamOf(name, operation(input as never)) as StreamRequest<Json, Json>;
    const { isOpen } = wanted;
    const url = `${replicaOf(lane.replicas, wanted.role, wanted.index).url}${wanted.path}`;
    const stream = new LiveStream({
      id: this.#streams.length + 1,
      capability: binding.capability.name,
      name,
      input,
      client,
      recorder,
      signal,
      lay: (listener) => KINDS[wanted.over]({ url, headers: wanted.headers ?? {} }, listener),
      ...(isOpen && { isOpen: (message: StreamMessage) => isOpen.call(wanted, message as StreamMessage<never>) }),
      read: (message) => {
        const value = wanted.read(message as StreamMessage<never>);
        if (value !== undefined) checkShape(binding, "operations", name, value);
        return value;
      },
      write: (wish) => wanted.write?.(wish) ?? wish,
      send: wanted.send ?? [],
      wrong: (error) => this.problems.push(error),
    });
    this.#streams.push(stream);
    const { operationMs } = deadlinesOf(binding.capability, binding.traits);
    const late = AbortSignal.timeout(operationMs);
    const deadline = AbortSignal.any([signal, late]);
    const giveUp = (): void =>
      stream.fail(
        { status: "unknown", error: `it was not established within ${operationMs} ms` },
        late.aborted ? "overdue" : "cutOff",
      );
    if (deadline.aborted) giveUp();
    deadline.addEventListener("abort", giveUp, { once: true });
    const result = await stream.opening;
    deadline.removeEventListener("abort", giveUp);
    if (result.status === "ok") {
      this.#stood.push({ capability: binding.capability.name, stream });
      return { ok: true, stream };
    }
    const status = result.status === "failed" ? result.httpStatus : undefined;
    return {
      ok: false,
      error: result.error,
      unknown: result.status === "unknown",
      ...(status !== undefined && { status }),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stream of this.#streams) stream.drop();
  }
}

function streamOf(name: string, made: object): object {
  const { over, read } = made as Partial<StreamRequest>;
  if (over !== undefined && over in KINDS && typeof read === "function") return made;
  throw new ChaosError("NOT_A_STREAM", {
    expected: `"${name}" to be served as a stream: { role, path, over: "websocket" or "server-sent events", read }`,
    came: `one with ${Object.keys(made).join(", ")}${over === undefined ? "" : ` over "${over}"`}`,
    todo: `Correct the mapping of the operation "${name}" in the target file.`,
  });
}
