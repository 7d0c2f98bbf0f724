import type { Json } from "@chaos-packs/contract/kind";
import { matchesGlob } from "@chaos-packs/wire";
import type { PushedMessage } from "../tap/pushed-message.ts";
import type { RedisMessage } from "../tap/redis-message.ts";
import { RUNS_SCRIPT, scriptMatcher } from "./matches-script.ts";

/** Fields that a JSON payload must have, by name (`a.b` is one inside another). */
export type PayloadMatch = Readonly<Record<string, string | number | boolean | null>>;

/** Which commands a rule strikes. */
export interface CommandMatch {
  /** Names, in any case. Absent: all but those with which a connection is set up (AUTH, CLIENT, HELLO, SELECT, INFO …). */
  readonly command?: string | readonly string[];
  /** All but these. */
  readonly except?: readonly string[];
  /** One of its keys or channels, also those of a script; `*` stands for any text. A command without keys has none that match. */
  readonly key?: string;
  /** The Lua script that it runs, by its SHA1 or its whole text: EVAL and EVALSHA alike. */
  readonly script?: string;
  /** Some argument is JSON with these fields. */
  readonly payload?: PayloadMatch;
}

/** Which pushed messages a rule strikes. */
export interface PushedMatch {
  /** The channel that it was published to; `*` stands for any text. */
  readonly channel?: string;
  readonly payload?: PayloadMatch;
}

/** Commands with which a client sets up its connection: a rule strikes them only when it names them. */
const SET_UP = new Set(["AUTH", "CLIENT", "COMMAND", "HELLO", "INFO", "QUIT", "RESET", "SELECT"]);

/** Whether a command of this name may match. */
export function matchesName({ command, except, script }: CommandMatch, name: string): boolean {
  if (script !== undefined && !RUNS_SCRIPT.includes(name)) return false;
  if (except) return !except.includes(name);
  if (command === undefined) return !SET_UP.has(name);
  const names = typeof command === "string" ? [command] : command;
  return names.some((each) => each.toUpperCase() === name);
}

export function matchesCommand(match: CommandMatch, { command, args, keys, script }: RedisMessage): boolean {
  if (!matchesName(match, command)) return false;
  const { payload, key } = match;
  if (key !== undefined && !keys.some((each) => matchesGlob(key, each))) return false;
  if (match.script !== undefined && !scriptMatcher(match.script)(script)) return false;
  return payload === undefined || args.some((text) => hasFields(text, payload));
}

export function matchesPushed({ channel, payload }: PushedMatch, message: PushedMessage): boolean {
  if (channel !== undefined && !matchesGlob(channel, message.channel)) return false;
  return payload === undefined || hasFields(message.payload, payload);
}

function hasFields(text: string, wanted: PayloadMatch): boolean {
  // Most arguments are no JSON object, and trying each would be dear.
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    const body = JSON.parse(text) as Json;
    return Object.entries(wanted).every(([path, value]) => fieldAt(body, path) === value);
  } catch {
    return false;
  }
}

const fieldAt = (body: Json, path: string): unknown =>
  path.split(".").reduce<unknown>((inner, name) => (inner as Record<string, unknown> | null | undefined)?.[name], body);
