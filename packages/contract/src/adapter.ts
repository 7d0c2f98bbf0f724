import type { Role } from "./role.ts";

/** How a life ended: by the harness, by itself with success, or by an error. */
export interface ExitReason {
  readonly how: "killed" | "ended" | "crashed";
  readonly reason: string;
}

/** One running incarnation. */
export interface RunningReplica extends AsyncDisposable {
  /** Resolves when nothing in it runs any more; never rejects. */
  readonly exited: Promise<ExitReason>;
  kill(): Promise<void>;
  stall(): Promise<void>;
  resume(): Promise<void>;
  /** Asks for a graceful stop; when the signal aborts first, kills. Resolves when it has exited. */
  stop(signal: AbortSignal): Promise<void>;
  /** Does ahead what the first stall would take time for. */
  prepareStall?(): Promise<void>;
  /** Writes down which of its code has run, when it was started with `coverage`. */
  writeCoverage?(): Promise<void>;
  /** What about this way to run it may keep it from working, and what to do instead, when something speaks for it. */
  hint?(): Promise<string | undefined>;
}

/** What an incarnation is started with. */
export interface StartOptions {
  readonly role: Role;
  readonly env: Readonly<Record<string, string>>;
  /** Called for each line of its output. */
  output(line: string): void;
  /** Where a Node module writes which of its code runs: the beginning of the names of files. Absent: nothing is counted. */
  readonly coverage?: string;
}

/** A way to run roles. `start` resolves when the program has begun, not when it is ready. */
export interface Adapter extends AsyncDisposable {
  readonly name: "worker-thread" | "child-process" | "remote";
  start(options: StartOptions, signal: AbortSignal): Promise<RunningReplica>;
}
