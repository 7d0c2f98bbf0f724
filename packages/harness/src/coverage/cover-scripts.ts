import { readFileSync } from "node:fs";
import type { Profiler } from "node:inspector";
import { fileURLToPath } from "node:url";
import type { RanWhen } from "./coverage.ts";
import { type Painted, paintOver, paintRanges } from "./paint-ranges.ts";

/** A script of a bundle, and what of it ran when. */
export interface CoveredScript {
  readonly code: string;
  readonly baseline: Painted;
  readonly faulted: Painted;
}

/** Adds what ran to what is known of scripts, by URL. */
export function coverScripts(
  scripts: Map<string, CoveredScript>,
  taken: readonly Profiler.ScriptCoverage[],
  when: RanWhen,
): void {
  for (const { url, functions } of taken) {
    const script = scripts.get(url) ?? uncovered(url);
    scripts.set(url, script);
    paintOver(script[when], paintRanges(script.code.length, functions));
  }
}

function uncovered(url: string): CoveredScript {
  const code = readFileSync(fileURLToPath(url), "utf8");
  return { code, baseline: new Uint8Array(code.length), faulted: new Uint8Array(code.length) };
}
