import type { RedisOwn } from "./redis-own.ts";

/** Every setting of a server, by name. */
export type Settings = ReadonlyMap<string, string>;

export async function readSettings(own: RedisOwn): Promise<Settings> {
  // RESP2 answers a list, RESP3 a map, which the client flattens.
  const flat = (await own.command("CONFIG", "GET", "*")) as readonly string[];
  return new Map(flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ""] as const] : [])));
}

/** Sets back whatever differs from `before`, so that the settings of one scenario do not reach the next. */
export async function restoreSettings(own: RedisOwn, before: Settings): Promise<void> {
  for (const [name, value] of await readSettings(own)) {
    const was = before.get(name);
    if (was !== undefined && was !== value) await own.command("CONFIG", "SET", name, was);
  }
}
