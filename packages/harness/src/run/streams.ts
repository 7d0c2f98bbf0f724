import type { CapabilityBinding, Json, LogStream } from "@chaos-packs/contract";
import { byDeadline } from "../by-deadline.ts";
import type { Lane } from "../lane/lane.ts";
import type { Recorder } from "./recorder.ts";

/** The streams of a run: log lines are handed to it, what comes over dependencies arrives by itself. */
export interface Streams extends AsyncDisposable {
  line(role: string, text: string): void;
}

/** Listens to all that a target's capability lets be seen without asking; what arrives is recorded. */
export async function openStreams(
  binding: CapabilityBinding,
  lane: Lane,
  recorder: Recorder,
  signal: AbortSignal,
): Promise<Streams> {
  signal.throwIfAborted();
  const logs: { name: string; stream: LogStream }[] = [];
  const open: AsyncDisposable[] = [];
  const record = (name: string, output: Json): void => {
    const at = recorder.time();
    recorder.observation({
      name,
      during: "stream",
      input: null,
      calledAt: at,
      returnedAt: at,
      result: { status: "ok", output },
    });
  };
  for (const [name, look] of Object.entries(binding.observations)) {
    if (!look || typeof look === "function") continue;
    if (look.from === "log") logs.push({ name, stream: look });
    else {
      const subscribing = look.subscribe(lane.own[look.dependency as never] as never, (value) => record(name, value));
      open.push(await byDeadline(`subscribing to the observation "${name}"`, subscribing, { signal, lateMs: 0 }));
    }
  }
  return {
    line(role, text) {
      for (const { name, stream } of logs) {
        const match = stream.pattern.exec(text);
        const output = match ? stream.read(match, role) : undefined;
        if (output !== undefined) record(name, output);
      }
    },
    async [Symbol.asyncDispose]() {
      for (const stream of open) await stream[Symbol.asyncDispose]();
    },
  };
}
