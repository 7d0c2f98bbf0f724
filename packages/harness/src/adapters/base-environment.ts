import { resolve } from "node:path";
import { HARNESS_MARK } from "../reaper/harness-mark.ts";

const KEPT = ["PATH", "HOME", "TMPDIR", "LANG", HARNESS_MARK] as const;

/** What a program gets of the harness's own environment; everything else would leak from one machine's setup into results. */
export function environmentOf(own: Readonly<Record<string, string>>): Record<string, string> {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const folder = process.env["TMPDIR"];
  // A role may run in another working directory.
  return { ...Object.fromEntries(kept), ...(folder && { TMPDIR: resolve(folder) }), ...own };
}
