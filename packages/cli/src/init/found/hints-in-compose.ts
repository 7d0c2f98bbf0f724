import { parse } from "yaml";
import type { FolderHints, RoleHint } from "./folder-hints.ts";
import { needsShell } from "./folder-hints.ts";

interface ComposeService {
  readonly image?: unknown;
  readonly command?: unknown;
  readonly build?: unknown;
  readonly environment?: unknown;
}

/** The roles of a docker-compose file: what it builds and starts with a command; and the variables that carry addresses. */
export function hintsInCompose(text: string): FolderHints {
  const services = servicesIn(text);
  const variables = services.flatMap(([, { environment }]) => variablesIn(environment));
  const postgres = variables.find(([, value]) => /^postgres(?:ql)?:\/\//.test(value))?.[0];
  const redis = variables.find(([, value]) => /^rediss?:\/\//.test(value))?.[0];
  return {
    roles: services.flatMap(([name, service]) => roleOf(name, service)),
    ...(postgres !== undefined && { postgres }),
    ...(redis !== undefined && { redis }),
  };
}

function servicesIn(text: string): readonly (readonly [string, ComposeService])[] {
  let file: unknown;
  try {
    file = parse(text, { merge: true });
  } catch {
    return [];
  }
  const services = isObject(file) && isObject(file["services"]) ? Object.entries(file["services"]) : [];
  return services.filter((entry): entry is [string, Record<string, unknown>] => isObject(entry[1]));
}

/** `NAME: value` and `- NAME=value` alike. */
function variablesIn(environment: unknown): readonly (readonly [string, string])[] {
  if (Array.isArray(environment))
    return environment.flatMap((each) => {
      const [, name, value] = /^(\w+)=(.*)$/s.exec(String(each)) ?? [];
      return name !== undefined && value !== undefined ? [[name, value] as const] : [];
    });
  return isObject(environment) ? Object.entries(environment).map(([name, value]) => [name, String(value)]) : [];
}

function roleOf(name: string, { build, command }: ComposeService): readonly RoleHint[] {
  const line = Array.isArray(command) ? command.map(String).join(" ") : command;
  if (build === undefined || typeof line !== "string" || needsShell(line)) return [];
  return [{ name: name === "web" ? "api" : name, command: line, from: `${name} of docker-compose.yml` }];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
