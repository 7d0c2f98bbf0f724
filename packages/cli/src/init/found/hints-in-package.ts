import { needsShell, type RoleHint } from "./folder-hints.ts";

/** Scripts that start something that stays, by the role that they start. */
const ROLES: readonly (readonly [RegExp, string])[] = [
  [/^(?:start|serve|server|api|web)$/, "api"],
  [/^(?:start[:-])?(?:worker|workers|jobs|consumer)$/, "worker"],
  [/^start[:-](?:api|web|server)$/, "api"],
];

/** The roles that the scripts of a package.json start. */
export function hintsInPackage(text: string): readonly RoleHint[] {
  const scripts = scriptsIn(text);
  const found = new Map<string, RoleHint>();
  for (const [script, command] of scripts) {
    const role = ROLES.find(([pattern]) => pattern.test(script))?.[1];
    if (role === undefined || found.has(role) || needsShell(command)) continue;
    found.set(role, { name: role, command, from: `the script ${script} of package.json` });
  }
  return [...found.values()];
}

function scriptsIn(text: string): readonly (readonly [string, string])[] {
  try {
    const { scripts = {} } = JSON.parse(text) as { readonly scripts?: Readonly<Record<string, unknown>> };
    return Object.entries(scripts).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  } catch {
    return [];
  }
}
