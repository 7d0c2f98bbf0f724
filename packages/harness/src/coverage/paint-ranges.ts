import type { Profiler } from "node:inspector";

/** For each character of a script 1 when it ran, 0 when it did not. */
export type Painted = Uint8Array;

/** What of a script ran, by the ranges that V8 counted: of those around a character the smallest tells. */
export function paintRanges(length: number, functions: readonly Profiler.FunctionCoverage[]): Painted {
  const painted = new Uint8Array(length);
  const ranges = functions
    .flatMap((each) => each.ranges)
    .sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  for (const { startOffset, endOffset, count } of ranges) painted.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  return painted;
}

/** Adds what ran in another life or at another time. */
export function paintOver(painted: Painted, more: Painted): void {
  for (let index = 0; index < painted.length; index += 1) if (more[index] === 1) painted[index] = 1;
}
