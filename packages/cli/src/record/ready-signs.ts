import type { Ready } from "@chaos-packs/contract";
import { malformedFlag } from "./malformed-flag.ts";

/** How a program is known to be ready of which no flag tells: it is given a second. */
export const ASSUMED_READY: Ready = { runsForMs: 1_000 };

/**
 * What `--ready` says of programs, by their names: a path that answers 200, or text that is written. Without a name it is of
 * the first.
 *
 * @throws ChaosError MALFORMED_FLAG
 */
export function readySigns(ready: readonly string[], names: readonly string[]): ReadonlyMap<string, Ready> {
  const signs = new Map<string, Ready>();
  for (const text of ready) {
    const [, name = names[0] ?? "", sign = text] = /^([a-z][\w-]*)=(.*)$/s.exec(text) ?? [];
    if (!names.includes(name)) throw malformedFlag(`one of ${names.join(", ")}`, `--ready "${text}"`, EXAMPLE);
    if (sign === "") throw malformedFlag("a path, or text that is written", `--ready "${text}"`, EXAMPLE);
    if (signs.has(name)) throw malformedFlag("one sign for each program", `--ready for "${name}" twice`, EXAMPLE);
    signs.set(name, sign.startsWith("/") ? { path: sign } : { output: new RegExp(escaped(sign)) });
  }
  return signs;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

const EXAMPLE = "For example: --ready api=/healthz --ready 'worker=waiting for jobs'.";
