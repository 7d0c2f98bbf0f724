import { ChaosError } from "@chaos-packs/contract";
import { splitCommand } from "../service/split-command.ts";
import { malformedFlag } from "./malformed-flag.ts";

/** A role as `--start` describes it. */
export interface FlaggedRole {
  readonly name: string;
  readonly command: readonly string[];
}

/**
 * The roles that `--start` describes; the first is the api unless it has a name.
 *
 * @throws ChaosError MALFORMED_FLAG, NO_ROLES
 */
export function commandsOfFlags(start: readonly string[]): readonly FlaggedRole[] {
  if (start.length === 0)
    throw new ChaosError("NO_ROLES", {
      expected: "a target file, or a command that starts each part of the service",
      came: "neither",
      todo: "npx chaos-packs record chaos/target.js …, or --start 'node api.js' --start 'worker=node worker.js'.",
    });
  const roles = start.map(commandOf);
  const names = roles.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return roles;
  throw malformedFlag("a name of its own for each role", `--start for "${twice}" twice`, EXAMPLE);
}

function commandOf(text: string, index: number): FlaggedRole {
  const [, name, line = text] = /^([a-z][\w-]*)=(.*)$/s.exec(text) ?? [];
  const command = splitCommand(line);
  if (command.length > 0) return { name: name ?? (index === 0 ? "api" : `role${index + 1}`), command };
  throw malformedFlag("a command that starts a part of the service", `--start "${text}"`, EXAMPLE);
}

const EXAMPLE = "For example: --start 'api=node api.js' --start 'worker=node worker.js'.";
