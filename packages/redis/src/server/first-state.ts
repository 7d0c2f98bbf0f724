import type { Json } from "@chaos-packs/contract/kind";
import type { CommandTable } from "../commands/command-table.ts";
import { errorCode } from "../tap/redis-message.ts";
import type { RedisOwn } from "./redis-own.ts";

/** What a server has beside its data, as it was before the first scenario. */
export interface FirstState {
  /** Every setting, by name. */
  readonly settings: ReadonlyMap<string, string>;
  /** The rules of each user, by name, as ACL LIST says them; undefined: we may not see them. */
  readonly users: ReadonlyMap<string, readonly string[]> | undefined;
  /** The code of each library of functions, by name; undefined: we may not see them, or the server has none. */
  readonly libraries: ReadonlyMap<string, string> | undefined;
}

export async function readFirstState(own: RedisOwn, commands: CommandTable): Promise<FirstState> {
  const [settings, users, libraries] = await Promise.all([
    readSettings(own),
    commands.has("ACL") ? ifPermitted(readUsers(own)) : undefined,
    commands.has("FUNCTION") ? ifPermitted(readLibraries(own)) : undefined,
  ]);
  return { settings, users, libraries };
}

/** Sets back settings, users and functions that differ, so that nothing of one scenario reaches the next. */
export async function restoreFirstState(own: RedisOwn, commands: CommandTable, first: FirstState): Promise<void> {
  const now = await readFirstState(own, commands);
  for (const [name, value] of now.settings) {
    const was = first.settings.get(name);
    if (was !== undefined && was !== value) await own.command("CONFIG", "SET", name, was);
  }
  // Only now, because a setting (`requirepass`) changes a user, too.
  if (first.users) await restoreUsers(own, first.users);
  if (first.libraries && now.libraries) await restoreLibraries(own, first.libraries, now.libraries);
}

async function readSettings(own: RedisOwn): Promise<ReadonlyMap<string, string>> {
  // RESP2 answers a list, RESP3 a map, which the client flattens.
  const flat = (await own.command("CONFIG", "GET", "*")) as readonly string[];
  return new Map(flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ""] as const] : [])));
}

/** A line is `user NAME RULE RULE …`; a user who was set back says its default, `sanitize-payload`, and one that was not says nothing. */
async function readUsers(own: RedisOwn): Promise<ReadonlyMap<string, readonly string[]>> {
  const lines = (await own.command("ACL", "LIST")) as readonly string[];
  return new Map(
    lines.map((line) => {
      const [, name = "", ...rules] = line.split(" ");
      return [name, rules.filter((rule) => rule !== "sanitize-payload")];
    }),
  );
}

async function restoreUsers(own: RedisOwn, first: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const now = await readUsers(own);
  for (const name of now.keys()) if (!first.has(name)) await own.command("ACL", "DELUSER", name);
  for (const [name, rules] of first) {
    if (now.get(name)?.join(" ") !== rules.join(" ")) await own.command("ACL", "SETUSER", name, "reset", ...rules);
  }
}

async function readLibraries(own: RedisOwn): Promise<ReadonlyMap<string, string>> {
  const list = (await own.command("FUNCTION", "LIST", "WITHCODE")) as readonly (readonly Json[])[];
  const fieldOf = (library: readonly Json[], name: string): string => String(library[library.indexOf(name) + 1]);
  return new Map(list.map((library) => [fieldOf(library, "library_name"), fieldOf(library, "library_code")]));
}

async function restoreLibraries(
  own: RedisOwn,
  first: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): Promise<void> {
  for (const name of now.keys()) if (!first.has(name)) await own.command("FUNCTION", "DELETE", name);
  for (const [name, code] of first) {
    if (now.get(name) !== code) await own.command("FUNCTION", "LOAD", "REPLACE", code);
  }
}

/** What our user may not see on a server that was given, roles with the same user cannot change either. */
async function ifPermitted<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && errorCode(error.message) === "NOPERM") return undefined;
    throw error;
  }
}
