import { fileURLToPath } from "node:url";
import type { Adapter, Journal, Role, RunningReplica, StartOptions } from "@chaos-packs/contract";
import { bundle } from "./bundle.ts";
import { ownModule } from "./own-module.ts";
import { remoteReplica } from "./remote-replica.ts";
import { startCommand } from "./start-command.ts";

/** Runs each role as a process with a group of its own; remote ones are let be. */
export function openChildProcesses({ journal }: { readonly journal?: Journal } = {}): Adapter {
  const running = new Set<RunningReplica>();
  return {
    name: "child-process",
    async start({ role, env, output, coverage }: StartOptions, signal) {
      signal.throwIfAborted();
      if (role.run === "remote") return remoteReplica(role.url);
      const counted = role.run === "node" ? coverage : undefined;
      const { command, task } = role.run === "command" ? { command: role.command } : await nodeCommand(role, counted);
      signal.throwIfAborted();
      const replica = await startCommand({
        command,
        cwd: role.run === "command" ? role.cwd : undefined,
        env: { ...env, ...task },
        hasChannel: counted !== undefined,
        output,
        journal,
      });
      running.add(replica);
      void replica.exited.then(() => running.delete(replica));
      return replica;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...running].map((replica) => replica.kill()));
    },
  };
}

type NodeProgram = Extract<Role, { readonly run: "node" }>;

interface NodeCommand {
  readonly command: readonly string[];
  /** What is added to its environment. */
  readonly task?: Readonly<Record<string, string>>;
}

async function nodeCommand({ entry, edited }: NodeProgram, coverage: string | undefined): Promise<NodeCommand> {
  const { main } = await bundle(entry, edited);
  const flags = ["--enable-source-maps"];
  if (coverage === undefined) return { command: [process.execPath, ...flags, fileURLToPath(main)] };
  const counter = await ownModule("count-coverage-of-process");
  return {
    command: [process.execPath, ...flags, "--import", counter, fileURLToPath(main)],
    task: { CHAOS_COVERAGE_TASK: JSON.stringify({ bundle: new URL(".", main).href, file: coverage }) },
  };
}
