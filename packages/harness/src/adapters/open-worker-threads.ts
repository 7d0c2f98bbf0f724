import type { Adapter, Journal, Role, RunningReplica, StartOptions } from "@chaos-packs/contract";
import { Piscina } from "piscina";
import { environmentOf } from "./base-environment.ts";
import { type Bundle, bundle } from "./bundle.ts";
import { ownModule } from "./own-module.ts";
import { prepareThreads } from "./prepare-threads.ts";
import { remoteReplica } from "./remote-replica.ts";
import { startCommand } from "./start-command.ts";
import { ThreadChildren } from "./thread-children.ts";
import { ThreadInspector } from "./thread-inspector.ts";
import { ThreadReplica } from "./thread-replica.ts";
import { ThreadSpares } from "./thread-spares.ts";

/** A role out of bounds must end its own thread, not the harness. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 512 };

/** An adapter that can start the next life of a role ahead. */
export interface WarmAdapter extends Adapter {
  /** Starts a spare for a role with this environment, when there is none; the next `start` of the same takes it. */
  warm(options: Pick<StartOptions, "role" | "env">): Promise<void>;
}

/**
 * Runs Node roles as threads of this process, each the only task of a pool of its own; when one has ended, a spare for its
 * next life is begun. Roles with a command are processes here too, and remote ones are let be.
 */
export function openWorkerThreads({ journal }: { readonly journal?: Journal } = {}): WarmAdapter {
  prepareThreads();
  const inspector = new ThreadInspector();
  const spares = new ThreadSpares();
  const running = new Set<RunningReplica>();
  const renewing = new Set<Promise<void>>();
  let isClosed = false;

  // A process joins its threads at its end, and one that is paused never ends by itself: the process would hang for ever.
  const killAll = (): Promise<unknown> => Promise.all([...running].map((replica) => replica.kill()));
  const killAtExit = (): void => {
    for (const replica of running) {
      if (replica instanceof ThreadReplica) replica.killAtExit();
      else void replica.kill();
    }
  };
  process.once("exit", killAtExit);

  async function renew(key: string, old: Piscina, program: Bundle, env: StartOptions["env"]): Promise<void> {
    await old.destroy();
    if (!isClosed) await spares.keep(key, await openPool(program, env));
  }

  async function startThread(
    { entry, edited, env, output, coverage }: Pick<NodeProgram, "entry" | "edited"> & Omit<StartOptions, "role">,
    signal: AbortSignal,
  ) {
    const program = await bundle(entry, edited);
    signal.throwIfAborted();
    const key = keyOf(program, env);
    const pool = spares.take(key) ?? (await openPool(program, env));
    const [thread] = pool.threads;
    if (!thread) throw new Error("a pool with one thread has none"); // openPool begins it synchronously
    return new ThreadReplica({
      pool,
      thread,
      inspector,
      children: new ThreadChildren(journal),
      main: program.main.href,
      coverage: coverage === undefined ? undefined : { bundle: new URL(".", program.main).href, file: coverage },
      sources: program.sources,
      output,
      ended: () => {
        const renewed = renew(key, pool, program, env)
          .catch(() => {}) // without a spare the next start begins its own, and tells what is wrong
          .finally(() => renewing.delete(renewed));
        renewing.add(renewed);
      },
    });
  }

  return {
    name: "worker-thread",
    async start({ role, env, output, coverage }, signal) {
      signal.throwIfAborted();
      if (role.run === "remote") return remoteReplica(role.url);
      const replica: RunningReplica =
        role.run === "command"
          ? await startCommand({ command: role.command, cwd: role.cwd, env, output, journal })
          : await startThread({ ...role, env, output, ...(coverage !== undefined && { coverage }) }, signal);
      running.add(replica);
      void replica.exited.then(() => running.delete(replica));
      return replica;
    },
    async warm({ role, env }) {
      if (role.run !== "node") return;
      const program = await bundle(role.entry, role.edited);
      const key = keyOf(program, env);
      if (!spares.has(key)) await spares.keep(key, await openPool(program, env));
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await killAll();
      await Promise.all(renewing);
      await spares[Symbol.asyncDispose]();
      inspector[Symbol.dispose]();
      process.off("exit", killAtExit);
    },
  };
}

type NodeProgram = Extract<Role, { readonly run: "node" }>;

const keyOf = ({ main }: Bundle, env: Readonly<Record<string, string>>): string => JSON.stringify([main.href, env]);

async function openPool({ packages }: Bundle, env: Readonly<Record<string, string>>): Promise<Piscina> {
  const pool = new Piscina({
    filename: await ownModule("thread-entry"),
    minThreads: 1,
    maxThreads: 1,
    atomics: "disabled",
    env: environmentOf(env),
    execArgv: [],
    idleTimeout: Number.POSITIVE_INFINITY,
    resourceLimits: RESOURCE_LIMITS,
    workerData: { packages: packages?.href },
  });
  // The pool would begin its next thread while this one ends, and double the time that takes: the adapter does it afterwards.
  pool.options.minThreads = 0;
  // A spare that fails says so to nobody: the start that finds the pool empty opens another.
  pool.on("error", () => {});
  return pool;
}
