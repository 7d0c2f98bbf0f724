import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { ExitReason, Journal, RunningReplica } from "@chaos-packs/contract";
import { killTree } from "../reaper/kill-tree.ts";
import { signalGroup } from "../reaper/signal-group.ts";
import { lastErrorOf } from "./last-error.ts";
import { readLines } from "./read-lines.ts";

/** Enough for the longest error that a program prints when it dies: with a database client among its properties, hundreds. */
const KEPT_LINES = 2_000;

/** One life of a program as a process that leads its own group. */
export class ProcessReplica implements RunningReplica {
  readonly exited: Promise<ExitReason>;
  readonly pid: number;
  readonly #child: ChildProcess;
  #isKilled = false;
  #isStopping = false;
  #hasExited = false;

  constructor(child: ChildProcess, output: (line: string) => void, journal: Journal | undefined) {
    this.#child = child;
    this.pid = child.pid ?? 0;
    const strike = journal?.process(this.pid);
    const lines: string[] = [];
    const keep = (line: string): void => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.splice(0, KEPT_LINES / 2);
      output(line);
    };
    const read = [child.stdout, child.stderr].flatMap((stream) => (stream ? [readLines(stream, keep)] : []));
    this.exited = this.#end(child, read, lines).finally(() => strike?.());
  }

  async kill(): Promise<void> {
    if (!this.#hasExited) {
      this.#isKilled = true;
      killTree(this.pid);
    }
    await this.exited;
  }

  async stall(): Promise<void> {
    if (!this.#hasExited) signalGroup(this.pid, "SIGSTOP");
  }

  async resume(): Promise<void> {
    if (!this.#hasExited) signalGroup(this.pid, "SIGCONT");
  }

  async writeCoverage(): Promise<void> {
    if (this.#hasExited || !this.#child.connected) return;
    const written = new Promise<void>((resolve) => this.#child.once("message", () => resolve()));
    this.#child.send("write coverage", () => {}); // one that is ending does not answer: its exit is waited for as well
    await Promise.race([written, this.exited]);
  }

  async stop(signal: AbortSignal): Promise<void> {
    if (!signal.aborted && !this.#hasExited) {
      this.#isStopping = true;
      signalGroup(this.pid, "SIGTERM");
      const waiting = new AbortController();
      const late = once(signal, "abort", { signal: waiting.signal }).catch(() => {});
      await Promise.race([this.exited, late]);
      waiting.abort();
    }
    await this.kill();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  async #end(child: ChildProcess, read: readonly Promise<void>[], lines: readonly string[]): Promise<ExitReason> {
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
      child.once("exit", (...how) => resolve(how)),
    );
    this.#hasExited = true;
    const wasKilled = this.#isKilled;
    // Whoever is left of the group would hold the output open, and belongs to this life.
    signalGroup(this.pid, "SIGKILL");
    await Promise.all(read);
    if (wasKilled) return { how: "killed", reason: "killed by the harness" };
    if (code === 0) return { how: "ended", reason: "exit code 0" };
    if (this.#isStopping && (signal === "SIGTERM" || code === 143)) return { how: "ended", reason: "SIGTERM" };
    const end = signal ? `signal ${signal}` : `exit code ${code}`;
    return { how: "crashed", reason: reasonOf(end, lines) };
  }
}

/** With the error that it printed, as the crash of a thread has it; else with its last line. */
function reasonOf(end: string, lines: readonly string[]): string {
  const found = lastErrorOf(lines);
  if (found) {
    const causes = found.causes.map((each) => `    [cause]: ${each}`);
    return [found.error, ...found.frames, ...causes, `(${end})`].join("\n");
  }
  const last = lines.findLast((line) => line.trim() !== "" && !/^Node\.js v\d/.test(line));
  return last === undefined ? end : `${end}; its last line was: ${last}`;
}
