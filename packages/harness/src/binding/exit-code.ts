import { EXIT_CODES, exitCodeOf } from "@chaos-packs/contract";
import type { ChaosRun } from "./chaos-run.ts";

/** The exit code of a run: that of its worst outcome, or 64 when the run itself failed. `fallback` is what node:test would say. */
export function exitCodeOfRun({ finished, failure, options }: ChaosRun, fallback: number): number {
  if (failure) return EXIT_CODES["bad input"];
  const code = exitCodeOf(finished.map(({ outcome }) => outcome));
  if (code !== 0) return code;
  const isTooStrict = options.failOnSkip && finished.some(({ outcome }) => outcome === "skipped");
  return isTooStrict ? EXIT_CODES["nothing ran"] : fallback;
}
