import { ChildProcess } from "node:child_process";
import { readlinkSync } from "node:fs";
import { MessagePort, workerData } from "node:worker_threads";
import { captureDescriptors } from "./capture-descriptors.ts";
import type { FromThread, ThreadTask } from "./thread-task.ts";

captureDescriptors();

// Node has it from 21 on. Without it pg and others find out by building a `Response` whether they run on an edge runtime,
// and that loads all of Node's fetch: 18 ms of CPU in each thread.
if (!("navigator" in globalThis)) {
  const [major] = process.versions.node.split(".");
  Object.defineProperty(globalThis, "navigator", {
    value: { userAgent: `Node.js/${major}` },
    configurable: true,
    writable: true,
  });
}

// A spare has the packages of its program loaded before it is needed. What goes wrong here goes wrong again in the program.
const preload = (workerData as { readonly packages?: string } | null)?.packages;
const preloaded = preload ? import(preload).catch(() => {}) : undefined;

/** Runs an ordinary entry module, unmodified, inside a thread. Never resolves: the thread ends as a process would. */
export default async function run({ main, control, coverage }: ThreadTask): Promise<never> {
  await preloaded;
  process.setSourceMapsEnabled(true);
  reportThread((message) => control.postMessage(message));
  reportChildren((message) => control.postMessage(message));
  process.kill = killOther(process.kill.bind(process));
  const writeCoverage = coverage && (await import("./count-coverage.ts")).countCoverage(coverage);
  control.on("message", (message) => {
    if (message !== "write coverage") return terminate();
    writeCoverage?.();
    control.postMessage({ wrote: "coverage" } satisfies FromThread);
  });
  letLoopEnd();
  import(main).catch((error: unknown) =>
    setImmediate(() => {
      throw error; // as a process: an uncaught exception, not a rejection
    }),
  );
  return new Promise(() => {});
}

/** The pool's own ports must not keep the thread alive: like a process it ends when its own program holds nothing any more. */
function letLoopEnd(): void {
  const handles = (process as unknown as { _getActiveHandles(): readonly unknown[] })._getActiveHandles();
  for (const handle of handles) if (handle instanceof MessagePort) handle.unref();
}

function terminate(): void {
  if (process.emit("SIGTERM", "SIGTERM")) return;
  process.removeAllListeners("exit"); // the system would not run them either
  process.exit(143);
}

/** In a thread `process.pid` is the harness: a program that ends itself by signal must not end that. */
function killOther(kill: typeof process.kill): typeof process.kill {
  return (pid, signal = "SIGTERM") => {
    if (pid !== process.pid || signal === 0) return kill(pid, signal);
    if (signal === "SIGTERM" || signal === 15) terminate();
    else if (typeof signal !== "string" || signal === "SIGKILL" || !emit(signal)) process.exit(137);
    return true;
  };
}

/** Whether somebody listens to a signal that the program sends to itself. */
const emit = (signal: string): boolean => (process as NodeJS.EventEmitter).emit(signal, signal);

/** While it waits for a synchronous child the thread cannot be ended: by its number the harness finds that child. */
function reportThread(report: (message: FromThread) => void): void {
  try {
    report({ tid: Number(readlinkSync("/proc/thread-self").split("/").at(-1)) });
  } catch {
    // Only Linux has it.
  }
}

/** A process that the program starts would outlive its thread, and nobody could find it. */
function reportChildren(report: (message: FromThread) => void): void {
  const prototype = ChildProcess.prototype as unknown as { spawn(...args: unknown[]): unknown };
  const spawn = prototype.spawn;
  prototype.spawn = function (this: ChildProcess, ...args: unknown[]) {
    const result = spawn.apply(this, args);
    const { pid } = this;
    if (pid !== undefined) {
      report({ started: pid });
      this.once("exit", () => report({ ended: pid }));
    }
    return result;
  };
}
