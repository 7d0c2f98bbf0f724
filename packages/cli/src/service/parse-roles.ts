import { ChaosError } from "@chaos-packs/contract";
import { readyWhen } from "./ready-when.ts";
import type { ServiceRole } from "./service.ts";
import { splitCommand } from "./split-command.ts";

/** The programs of a service, as flags say them. */
export interface RoleFlags {
  /** Each `node api.js` or `worker=node worker.js`. */
  readonly start: readonly string[];
  /** Each `api=/healthz`, or `worker=listening` for a text of a line that it writes. */
  readonly ready?: readonly string[];
  /** Each `worker=2`. */
  readonly replicas?: readonly string[];
  /** Each `worker=services/worker`. */
  readonly cwd?: readonly string[];
  /** Each `worker.postgres=PG_URL`. */
  readonly variable?: readonly string[];
}

/** Programs that start another one: a kill would strike them, and leave the service alive. */
const STARTERS = ["npm", "npx", "yarn", "pnpm", "bun", "poetry", "pipenv", "uv", "bundle", "make"];

/**
 * The roles that flags name. `upstreams` are the names of programs of which --ready may speak as well.
 *
 * @throws ChaosError NO_ROLES, UNKNOWN_ROLE, MALFORMED_FLAG, COMMAND_STARTS_ANOTHER
 */
export function parseRoles(
  { start, ready = [], replicas = [], cwd = [], variable = [] }: RoleFlags,
  upstreams: readonly string[] = [],
) {
  const named = start.map((text, index) => nameAndCommand(text, index));
  if (named.length === 0)
    throw new ChaosError("NO_ROLES", {
      expected: "a command that starts each part of the service",
      came: "none",
      todo: "Give one flag for each: --start 'api=node api.js' --start 'worker=node worker.js'.",
    });
  const names = named.map(({ name }) => name);
  const own = ready.filter((text) => !upstreams.some((each) => text.startsWith(`${each}=`)));
  const readyOf = byRole("ready", own, names);
  const replicasOf = byRole("replicas", replicas, names);
  const cwdOf = byRole("cwd", cwd, names);
  const variablesOf = variablesByRole(variable, names);
  return named.map(({ name, command }): ServiceRole => {
    const said = readyOf.get(name);
    return {
      name,
      command,
      cwd: cwdOf.get(name) ?? ".",
      replicas: countOf(name, replicasOf.get(name) ?? "1"),
      ...(said !== undefined && { ready: readyWhen(said) }),
      variables: variablesOf.get(name) ?? {},
    };
  });
}

function nameAndCommand(text: string, index: number) {
  const [, given, line = text] = /^([a-z][\w-]*)=(.+)$/s.exec(text) ?? [];
  const name = given ?? (index === 0 ? "api" : `role${index + 1}`);
  const command = splitCommand(line);
  const [program] = command;
  if (program !== undefined && !STARTERS.includes(program)) return { name, command };
  throw program === undefined
    ? malformed("start", text, "a command", "api=node api.js")
    : new ChaosError("COMMAND_STARTS_ANOTHER", {
        expected: `the program of ${name} itself`,
        came: `"${line}", and ${program} only starts it: a kill would strike ${program}, and the service would live on`,
        todo: `Give what ${program} runs in the end, such as --start '${name}=node src/${name}.js'.`,
      });
}

function countOf(role: string, text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw malformed("replicas", `${role}=${text}`, "a number from 1 to 99", "worker=2");
}

/** The values of a flag that says something of one role; without a name, of the first. */
function byRole(flag: string, texts: readonly string[], names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const [, given, value = text] = /^([a-z][\w-]*)=(.+)$/s.exec(text) ?? [];
      return [known(flag, given ?? names[0] ?? "", names), value];
    }),
  );
}

function variablesByRole(texts: readonly string[], names: readonly string[]) {
  const found = new Map<string, Record<string, string>>();
  for (const text of texts) {
    const [, name, dependency, variable] = /^([a-z][\w-]*)\.([\w-]+)=([A-Za-z_]\w*)$/.exec(text) ?? [];
    if (name === undefined || dependency === undefined || variable === undefined)
      throw malformed("variable", text, "a role, a dependency and a variable", "worker.postgres=PG_URL");
    const role = known("variable", name, names);
    found.set(role, { ...found.get(role), [dependency]: variable });
  }
  return found;
}

function known(flag: string, name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  throw new ChaosError("UNKNOWN_ROLE", {
    expected: `--${flag} of one of the roles ${names.join(", ")}`,
    came: `"${name}"`,
    todo: "Name a role that a --start names.",
  });
}

const malformed = (flag: string, text: string, expected: string, example: string): ChaosError =>
  new ChaosError("MALFORMED_FLAG", {
    expected,
    came: `--${flag} "${text}"`,
    todo: `Write --${flag} '${example}'.`,
  });
