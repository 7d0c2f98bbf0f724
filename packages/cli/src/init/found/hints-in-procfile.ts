import { needsShell, type RoleHint } from "./folder-hints.ts";

/** Processes that run once and end. */
const ONCE = new Set(["release", "migrate"]);

/** The roles of a Procfile; `web` is what takes requests, and is called api. */
export const hintsInProcfile = (text: string): readonly RoleHint[] =>
  text.split(/\r?\n/).flatMap((line) => {
    const [, name, command] = /^([a-z][\w-]*):\s*(\S.*?)\s*$/i.exec(line) ?? [];
    if (name === undefined || command === undefined || ONCE.has(name) || needsShell(command)) return [];
    return [{ name: name === "web" ? "api" : name, command, from: `${name} of the Procfile` }];
  });
