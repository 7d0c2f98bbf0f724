import { ChaosError, type Json } from "@chaos-packs/contract/kind";
import type { RedisOwn } from "../server/redis-own.ts";
import { CommandTable, type KnownCommand } from "./command-table.ts";
import type { KeySpec } from "./key-spec.ts";
import { olderServersKeys } from "./older-servers-keys.ts";

/** Asks a server which commands it knows and where their keys are. Throws REDIS_COMMAND_FORBIDDEN. */
export async function readCommandTable(own: Pick<RedisOwn, "command">): Promise<CommandTable> {
  let answered: Json;
  try {
    answered = await own.command("COMMAND");
  } catch (cause) {
    throw new ChaosError("REDIS_COMMAND_FORBIDDEN", {
      expected: "the server to answer COMMAND, which says where the keys of each command are",
      came: cause instanceof Error ? cause.message : String(cause),
      todo: "Permit COMMAND to the user in the URL (ACL SETUSER … +command), and do not rename it.",
      cause,
    });
  }
  return commandTableOf(answered);
}

/** The table that an answer to COMMAND describes, of Redis 6 (first, last and step) as of 7 and Valkey (key specs, subcommands). */
export const commandTableOf = (answered: Json): CommandTable => new CommandTable(listOf(answered).flatMap(entriesOf));

function entriesOf(given: Json): readonly (readonly [string, KnownCommand])[] {
  const [name, , , first, last, step, , , specs, subcommands] = listOf(given);
  const key = String(name).toLowerCase();
  const keys =
    specs === undefined
      ? (olderServersKeys[key] ?? rangeOf(Number(first), Number(last), Number(step)))
      : [...listOf(specs).flatMap(specOf), ...(key === "sort" ? storeOfSort : [])];
  return [[key, { keys }], ...listOf(subcommands).flatMap(entriesOf)];
}

/** SORT says of its STORE that it "can appear anywhere", and no more. */
const storeOfSort: readonly KeySpec[] = [
  { begin: { keyword: "STORE", from: 2 }, find: { last: 0, step: 1, limit: 0 } },
];

const rangeOf = (first: number, last: number, step: number): readonly KeySpec[] =>
  first > 0 ? [{ begin: { index: first }, find: { last: last < 0 ? last : last - first, step, limit: 0 } }] : [];

function specOf(given: Json): readonly KeySpec[] {
  const spec = fieldsOf(given);
  const begin = fieldsOf(spec["begin_search"]);
  const find = fieldsOf(spec["find_keys"]);
  const where = fieldsOf(begin["spec"]);
  const which = fieldsOf(find["spec"]);
  const beginning =
    begin["type"] === "index"
      ? { index: Number(where["index"]) }
      : begin["type"] === "keyword"
        ? { keyword: String(where["keyword"]).toUpperCase(), from: Number(where["startfrom"]) }
        : undefined;
  const step = Number(which["keystep"]);
  const finding =
    find["type"] === "range"
      ? { last: Number(which["lastkey"]), step, limit: Number(which["limit"]) }
      : find["type"] === "keynum"
        ? { countAt: Number(which["keynumidx"]), firstAt: Number(which["firstkey"]), step }
        : undefined;
  return beginning && finding ? [{ begin: beginning, find: finding }] : [];
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

/** RESP2 answers a list of names and values, RESP3 a map. */
function fieldsOf(value: Json | undefined): Readonly<Record<string, Json | undefined>> {
  if (!Array.isArray(value)) return (value ?? {}) as Readonly<Record<string, Json>>;
  const flat = value as readonly Json[];
  return Object.fromEntries(flat.flatMap((name, at) => (at % 2 === 0 ? [[String(name), flat[at + 1]]] : [])));
}
