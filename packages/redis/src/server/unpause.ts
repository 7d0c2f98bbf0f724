import { ChaosError } from "@chaos-packs/contract/kind";
import { pause } from "@chaos-packs/wire";
import type { CommandTable } from "../commands/command-table.ts";
import type { RedisOwn } from "./redis-own.ts";

const PATIENCE_MS = 5_000;

/**
 * Ends a CLIENT PAUSE that a role has left. One of all commands holds this one up, too, until it is over. Throws REDIS_PAUSED when
 * that takes too long.
 */
export async function unpause(own: RedisOwn, commands: CommandTable, patienceMs = PATIENCE_MS): Promise<void> {
  // CLIENT UNPAUSE is as old as GETEX: 6.2.
  if (!commands.has("GETEX")) return;
  const done = new AbortController();
  try {
    const unpaused = own.command("CLIENT", "UNPAUSE").then(() => true);
    if (await Promise.race([unpaused, pause(patienceMs, done.signal).then(() => false)])) return;
  } finally {
    done.abort();
  }
  throw new ChaosError("REDIS_PAUSED", {
    expected: `the server to answer within ${patienceMs} ms once no role is connected to it`,
    came: "it did not: it is paused (CLIENT PAUSE … ALL), stopped, or busy with a script",
    todo: "Restart that server, or run without CHAOS_REDIS_URL, so that one is started that can be restarted.",
  });
}
