import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { eachMapping, TraceMap } from "@jridgewell/trace-mapping";
import type { CoveredScript } from "./cover-scripts.ts";

/** What is known of one line of a source file. */
export interface LineRan {
  baseline: boolean;
  faulted: boolean;
  /** Some of it ran under faults and in no baseline. */
  recovery: boolean;
}

/** By file of the service's own source (a path), then line. */
export type SourceLines = ReadonlyMap<string, ReadonlyMap<number, LineRan>>;

/** Brings what ran of bundles back to the lines of the sources they were made of. A script without a source map is left out. */
export function linesOf(scripts: ReadonlyMap<string, CoveredScript>): SourceLines {
  const files = new Map<string, Map<number, LineRan>>();
  for (const [url, script] of scripts) {
    const starts = lineStarts(script.code);
    eachMapping(mapOf(url), ({ generatedLine, generatedColumn, source, originalLine }) => {
      if (source === null || originalLine === null || source.includes("/node_modules/")) return;
      const path = source.startsWith("file:") ? fileURLToPath(source) : source;
      const lines = files.get(path) ?? new Map<number, LineRan>();
      files.set(path, lines);
      const line = lines.get(originalLine) ?? { baseline: false, faulted: false, recovery: false };
      lines.set(originalLine, line);
      const at = (starts[generatedLine - 1] ?? 0) + generatedColumn;
      const baseline = script.baseline[at] === 1;
      const faulted = script.faulted[at] === 1;
      line.baseline ||= baseline;
      line.faulted ||= faulted;
      line.recovery ||= faulted && !baseline;
    });
  }
  return files;
}

function mapOf(url: string): TraceMap {
  const map = `${url}.map`;
  return new TraceMap(JSON.parse(readFileSync(fileURLToPath(map), "utf8")), map);
}

function lineStarts(code: string): readonly number[] {
  const starts = [0];
  for (let at = code.indexOf("\n"); at >= 0; at = code.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
