import { type Script, sha1Of } from "../tap/scripts.ts";

const SHA1 = /^[0-9a-f]{40}$/i;

/** The commands that run a script. */
export const RUNS_SCRIPT: readonly string[] = ["EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO"];

/** Says of scripts whether they are the one meant: by its SHA1, its whole text, or a pattern of its text. */
export function scriptMatcher(which: string | RegExp): (script: Script | undefined) => boolean {
  if (which instanceof RegExp) return (script) => script?.text !== undefined && script.text.search(which) >= 0;
  const wanted = SHA1.test(which) ? which.toLowerCase() : sha1Of(which);
  return (script) => script?.sha1 === wanted;
}
