import type { Json } from "@chaos-packs/contract/kind";
import type { CommandTable } from "../../src/commands/command-table.ts";
import { commandTableOf } from "../../src/commands/read-command-table.ts";
import type { RedisMessage } from "../../src/tap/redis-message.ts";
import { Scripts } from "../../src/tap/scripts.ts";

/** A command as a server before 7.0 describes it: first key, last key, step. */
const entry = (name: string, first: number, last: number, step = 1): Json => [name, -2, [], first, last, step, []];

/** A few commands as a server says where their keys are. */
export const someCommands: CommandTable = commandTableOf([
  ...["get", "set", "lpush", "incr", "hset", "xadd"].map((name) => entry(name, 1, 1)),
  entry("del", 1, -1),
  entry("mset", 1, -1, 2),
  entry("xgroup", 2, 2),
  ...["eval", "evalsha", "xreadgroup", "publish", "subscribe", "hello", "select", "ping"].map((name) =>
    entry(name, 0, 0, 0),
  ),
]);

/** A command as the tap shows it. */
export function messageOf(command: string, ...args: readonly string[]): RedisMessage {
  const script = new Scripts().of(command, args);
  return { command, args, keys: someCommands.keysOf(command, args), ...(script && { script }) };
}
