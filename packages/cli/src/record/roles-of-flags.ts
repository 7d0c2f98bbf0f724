import { ChaosError, type Ready } from "@chaos-packs/contract";
import { splitCommand } from "../init/split-command.ts";

/** A role as flags describe it. */
export interface FlaggedRole {
  readonly name: string;
  readonly command: readonly string[];
  readonly ready: Ready;
}

/** How long a program of which nothing else is known is given to start, ms. */
export const START_MS = 1_000;

/**
 * The roles that `--start` and `--ready` describe. The first is the api unless it has a name; one of which nothing says when
 * it is ready is so when it has run for a second.
 *
 * @throws ChaosError MALFORMED_FLAG, NO_ROLES
 */
export function rolesOfFlags({
  start,
  ready,
}: {
  readonly start: readonly string[];
  readonly ready: readonly string[];
}): readonly FlaggedRole[] {
  if (start.length === 0)
    throw new ChaosError("NO_ROLES", {
      expected: "a target file, or a command that starts each part of the service",
      came: "neither",
      todo: "npx chaos-packs record chaos/target.js …, or --start 'node api.js' --start 'worker=node worker.js'.",
    });
  const commands = start.map(commandOf);
  const names = commands.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw malformed("a name of its own for each role", `--start for "${twice}" twice`);
  const known = new Map(ready.map((text) => readyOf(text, names)));
  if (known.size < ready.length)
    throw malformed("one --ready for each role", ready.map((text) => `"${text}"`).join(", "));
  return commands.map((role) => ({ ...role, ready: known.get(role.name) ?? { runsForMs: START_MS } }));
}

function commandOf(text: string, index: number): Pick<FlaggedRole, "name" | "command"> {
  const [, name, line = text] = /^([a-z][\w-]*)=(.*)$/s.exec(text) ?? [];
  const command = splitCommand(line);
  if (command.length === 0) throw malformed("a command that starts a part of the service", `--start "${text}"`);
  return { name: name ?? (index === 0 ? "api" : `role${index + 1}`), command };
}

/** The role that it is about, and what tells that it is ready: a path that answers 200, or text that it writes. */
function readyOf(text: string, names: readonly string[]): readonly [string, Ready] {
  const [, named, rest = ""] = /^([a-z][\w-]*)=(.*)$/s.exec(text) ?? [];
  const isNamed = named !== undefined && names.includes(named);
  const sign = isNamed ? rest : text;
  if (sign === "") throw malformed("a path that answers 200, or text that the role writes", `--ready "${text}"`);
  const name = isNamed ? named : (names[0] ?? "");
  return [name, sign.startsWith("/") ? { path: sign } : { output: new RegExp(escaped(sign)) }];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

const malformed = (expected: string, came: string): ChaosError =>
  new ChaosError("MALFORMED_FLAG", {
    expected,
    came,
    todo: "For example: --start 'api=node api.js' --ready api=/healthz --start 'worker=node worker.js' --ready 'worker=waiting for jobs'.",
  });
