import type { CapabilityBinding, Json, LogStream } from "@chaos-packs/contract";
import { byDeadline } from "../by-deadline.ts";
import type { Lane } from "../lane/lane.ts";
import type { Recorder } from "./recorder.ts";

/** The streams of a run: log lines are handed to it, what comes over dependencies arrives by itself. */
export interface Streams extends AsyncDisposable {
  line(role: string, text: string): void;
}

interface StreamName {
  readonly capability: string;
  readonly name: string;
}

/** Listens to all that capabilities of a target let be seen without asking; what arrives is recorded. */
export async function openStreams(
  bindings: readonly CapabilityBinding[],
  lane: Lane,
  recorder: Recorder,
  signal: AbortSignal,
): Promise<Streams> {
  signal.throwIfAborted();
  const logs: { of: StreamName; stream: LogStream }[] = [];
  const open: AsyncDisposable[] = [];
  const record = (of: StreamName, output: Json): void => {
    const at = recorder.time();
    recorder.observation({
      ...of,
      during: "stream",
      input: null,
      calledAt: at,
      returnedAt: at,
      result: { status: "ok", output },
    });
  };
  const all = bindings.flatMap(({ capability, observations }) =>
    Object.entries(observations).map(([name, look]) => ({ of: { capability: capability.name, name }, look })),
  );
  for (const { of, look } of all) {
    if (!look || typeof look === "function") continue;
    if (look.from === "log") logs.push({ of, stream: look });
    else {
      const subscribing = look.subscribe(lane.own[look.dependency as never] as never, (value) => record(of, value));
      open.push(await byDeadline(`subscribing to the observation "${of.name}"`, subscribing, { signal, lateMs: 0 }));
    }
  }
  return {
    line(role, text) {
      for (const { of, stream } of logs) {
        const match = stream.pattern.exec(text);
        const output = match ? stream.read(match, role) : undefined;
        if (output !== undefined) record(of, output);
      }
    },
    async [Symbol.asyncDispose]() {
      for (const stream of open) await stream[Symbol.asyncDispose]();
    },
  };
}
