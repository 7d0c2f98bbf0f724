import { fork } from "node:child_process";
import { once } from "node:events";

/** What a process of the bench can be asked for, by name. */
export type Skills = Readonly<Record<string, (...args: never[]) => unknown>>;

/** What every one of them can. */
export interface CommonSkills {
  /** CPU time of the process since it started, seconds. */
  cpuSeconds(): number;
  /** After a collection of garbage, bytes. */
  memory(): { readonly rss: number; readonly heap: number };
  /** Descriptors that it may have; Node has raised the soft limit to the hard one at its start. */
  fileLimit(): number;
}

/** A process of the bench, with an event loop of its own. */
export interface BenchProcess<S extends Skills> extends AsyncDisposable {
  ask<K extends keyof (S & CommonSkills)>(
    skill: K,
    ...args: Parameters<(S & CommonSkills)[K]>
  ): Promise<Awaited<ReturnType<(S & CommonSkills)[K]>>>;
}

interface Question {
  readonly id: number;
  readonly skill: string;
  readonly args: readonly unknown[];
}

type Reply = { readonly id: number } & ({ readonly value: unknown } | { readonly error: string });

/** Starts a program that serves its parent. */
export function startProcess<S extends Skills>(entry: URL): BenchProcess<S> {
  const child = fork(entry, [], { execArgv: [...process.execArgv, "--expose-gc"], serialization: "advanced" });
  const open = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  let lastId = 0;
  child.on("message", (reply: Reply) => {
    const asked = open.get(reply.id);
    open.delete(reply.id);
    if ("value" in reply) asked?.resolve(reply.value as never);
    else asked?.reject(new Error(reply.error));
  });
  child.on("exit", () => {
    for (const { reject } of open.values()) reject(new Error(`${entry.pathname} has ended before it answered`));
  });
  return {
    ask: (skill, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        open.set(id, { resolve, reject });
        child.send({ id, skill: String(skill), args } satisfies Question);
      }),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.disconnect();
      await once(child, "exit");
    },
  };
}

const common: CommonSkills = {
  cpuSeconds: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
  memory: () => {
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    return { rss, heap: heapUsed };
  },
  fileLimit: () => {
    const { userLimits } = process.report.getReport() as unknown as {
      userLimits?: { open_files?: { soft: number | "unlimited" } };
    };
    const soft = userLimits?.open_files?.soft;
    return typeof soft === "number" ? soft : Number.POSITIVE_INFINITY;
  },
};

/** Answers what the parent asks, until it is gone; then closes what is open, and ends. */
export function serveParent(skills: Skills, close: () => Promise<void> = async () => {}): void {
  const all: Skills = { ...skills, ...common };
  process.on("disconnect", () => void close().finally(() => process.exit()));
  process.on("message", async ({ id, skill, args }: Question) => {
    try {
      const value = await all[skill]?.(...(args as never[]));
      process.send?.({ id, value } satisfies Reply);
    } catch (error) {
      process.send?.({ id, error: String(error) } satisfies Reply);
    }
  });
}
