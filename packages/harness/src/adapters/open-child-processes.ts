import { fileURLToPath } from "node:url";
import type { Adapter, Journal, RunningReplica, StartOptions } from "@chaos-packs/contract";
import { bundle } from "./bundle.ts";
import { remoteReplica } from "./remote-replica.ts";
import { startCommand } from "./start-command.ts";

/** Runs each role as a process with a group of its own; remote ones are let be. */
export function openChildProcesses({ journal }: { readonly journal?: Journal } = {}): Adapter {
  const running = new Set<RunningReplica>();
  return {
    name: "child-process",
    async start({ role, env, output }: StartOptions, signal) {
      signal.throwIfAborted();
      if (role.run === "remote") return remoteReplica(role.url);
      const command = role.run === "command" ? role.command : await nodeCommand(role.entry);
      signal.throwIfAborted();
      const replica = await startCommand({
        command,
        cwd: role.run === "command" ? role.cwd : undefined,
        env,
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

async function nodeCommand(entry: URL): Promise<readonly string[]> {
  const { main } = await bundle(entry);
  return [process.execPath, "--enable-source-maps", fileURLToPath(main)];
}
