import { undo } from "@chaos-packs/contract/kind";
import type { RedisOwn } from "../server/redis-own.ts";

/** Changes settings of a server, one after the other; the undo sets them back. */
export async function withSettings(own: RedisOwn, wanted: Readonly<Record<string, string>>): Promise<AsyncDisposable> {
  const before: [string, string][] = [];
  const restore = async (): Promise<void> => {
    for (const [name, value] of before.reverse()) await own.command("CONFIG", "SET", name, value);
  };
  for (const [name, value] of Object.entries(wanted)) {
    const [, was = ""] = (await own.command("CONFIG", "GET", name)) as readonly string[];
    before.push([name, was]);
    await own.command("CONFIG", "SET", name, value);
  }
  return undo(restore);
}

/** A number that the server tells of itself. */
export async function figureOf(own: RedisOwn, section: string, name: string): Promise<number> {
  const told = String(await own.command("INFO", section));
  return Number(new RegExp(`^${name}:(\\d+)`, "m").exec(told)?.[1] ?? 0);
}
