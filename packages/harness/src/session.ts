import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  type Adapter,
  type DependencyServer,
  type Journal,
  patternsOf,
  type Role,
  type Target,
} from "@chaos-packs/contract";
import { checkFileLimit, checkPlatform } from "@chaos-packs/machine";
import { freePort } from "@chaos-packs/proxy";
import { openChildProcesses } from "./adapters/open-child-processes.ts";
import { openRemote } from "./adapters/open-remote.ts";
import { openWorkerThreads } from "./adapters/open-worker-threads.ts";
import { allSettled } from "./all-settled.ts";
import { checkTarget } from "./checks/check-target.ts";
import { closeWithin, letProcessEnd } from "./close-within.ts";
import type { Coverage } from "./coverage/coverage.ts";
import { RoleStarts } from "./lane/role-starts.ts";
import { launchProgram } from "./launch-program.ts";
import { NoiseMeter } from "./noise/noise-meter.ts";
import { watchedJournal } from "./noise/watched-journal.ts";
import { openReaper } from "./reaper/open-reaper.ts";
import { sweepStaleJournals } from "./reaper/sweep-stale-journals.ts";
import { openRunDirectory } from "./run-directory.ts";
import { startServer } from "./start-server.ts";

/** How the roles that are Node modules are run. */
export type AdapterName = "worker-thread" | "child-process";

/** What is shared by all lanes of a run: servers, adapters, the reaper. Closing it leaves nothing running. */
export interface Session extends AsyncDisposable {
  readonly target: Target;
  readonly adapter: AdapterName | "remote";
  readonly servers: Readonly<Record<string, DependencyServer>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly directory: string;
  readonly seed: number;
  /** What is undone when this process dies. */
  readonly journal: Journal;
  /** When the machine did not keep up. */
  readonly noise: NoiseMeter;
  /** Absent: nothing is counted. */
  readonly coverage?: Coverage;
  readonly roleStarts: RoleStarts;
  adapterFor(role: Role): Adapter;
  freePort(): Promise<number>;
}

/** Options of a session. */
export interface SessionOptions {
  readonly adapter?: AdapterName;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** How many lanes will be opened on it; default 1. */
  readonly lanes?: number;
  /** Makes, for a folder, what takes down which code of the roles runs. Absent: nothing is counted. */
  readonly coverage?: (folder: string) => Coverage;
}

/** Checks the target, starts the reaper and every server it stands on. What was started is ended when one of them fails. */
export async function openSession(
  target: Target,
  { adapter = "worker-thread", seed, signal, lanes = 1, coverage }: SessionOptions,
): Promise<Session> {
  checkPlatform();
  checkFileLimit(lanes);
  checkTarget(target);
  const opened: { readonly name: string; readonly closing: AsyncDisposable }[] = [];
  const keep = (name: string, closing: AsyncDisposable): void => void opened.push({ name, closing });
  const close = async (): Promise<void> => {
    const errors: unknown[] = [];
    for (const each of opened.splice(0).reverse()) {
      try {
        await closeWithin(each.name, each.closing);
      } catch (error) {
        errors.push(error);
      }
    }
    letProcessEnd();
    if (errors.length > 0) throw new AggregateError(errors, "the session did not close cleanly");
  };
  try {
    await sweepStaleJournals();
    const reaper = await openReaper();
    keep("the reaper", reaper);
    const runDirectory = await openRunDirectory(reaper);
    keep("the run's folder", runDirectory);
    const directory = runDirectory.path;
    const noise = new NoiseMeter();
    keep("the noise meter", { [Symbol.asyncDispose]: async () => noise[Symbol.dispose]() });
    const journal = watchedJournal(noise, reaper);
    const threads = openWorkerThreads({ journal });
    const processes = openChildProcesses({ journal });
    const remotes = openRemote();
    keep("worker threads", threads);
    keep("child processes", processes);
    keep("remote roles", remotes);
    const byModule = adapter === "worker-thread" ? threads : processes;
    const patterns = target.capabilities.flatMap(({ moments }) => Object.values(moments).flatMap(patternsOf));
    const servers: Record<string, DependencyServer> = {};
    await allSettled(
      Object.entries(target.dependencies).map(async ([name, kind]) => {
        const server = await startServer(kind, {
          name,
          signal,
          seed,
          journal,
          directory,
          patterns: patterns.filter(({ dependency }) => dependency === name),
          launch: (program) => launchProgram(program, { adapter: byModule, processes, signal }),
          freePort,
        });
        keep(name, server);
        servers[name] = server;
      }),
    );
    const roles = Object.values(target.roles);
    return {
      target,
      adapter: roles.every(({ run }) => run === "remote")
        ? "remote"
        : roles.some(({ run }) => run === "node")
          ? adapter
          : "child-process",
      servers,
      versions: Object.fromEntries(Object.entries(servers).map(([name, { version }]) => [name, version])),
      directory,
      seed,
      journal,
      noise,
      ...(coverage && { coverage: coverage(await coverageFolder(directory)) }),
      roleStarts: new RoleStarts(),
      adapterFor: ({ run }) => (run === "remote" ? remotes : run === "command" ? processes : byModule),
      freePort,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A folder in that of a run, for what its roles write of the code that they ran. */
export async function coverageFolder(directory: string): Promise<string> {
  const folder = join(directory, "coverage");
  await mkdir(folder, { recursive: true });
  return folder;
}
