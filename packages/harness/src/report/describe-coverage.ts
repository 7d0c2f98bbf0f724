import { relative } from "node:path";
import type { LineRan, SourceLines } from "../coverage/lines-of.ts";

/** The coverage of one file, in lines that hold code. */
export interface FileCoverage {
  readonly file: string;
  readonly lines: number;
  /** Ran while nothing was broken. */
  readonly baseline: number;
  /** Ran under faults and in no baseline: its recovery code. */
  readonly recovery: readonly number[];
  /** Ran neither then nor then. */
  readonly neverRan: readonly number[];
}

/** The coverage of each file, by path as seen from `folder`. */
export function coverageByFile(sources: SourceLines, folder: string = process.cwd()): readonly FileCoverage[] {
  return [...sources]
    .map(([file, lines]) => {
      const where = (is: (line: LineRan) => boolean): readonly number[] =>
        [...lines]
          .filter(([, line]) => is(line))
          .map(([number]) => number)
          .sort((a, b) => a - b);
      return {
        file: relative(folder, file),
        lines: lines.size,
        baseline: where(({ baseline }) => baseline).length,
        recovery: where(({ recovery }) => recovery),
        neverRan: where(({ baseline, faulted }) => !baseline && !faulted),
      };
    })
    .sort((a, b) => a.file.localeCompare(b.file));
}

/** For people: of each file its recovery code, and what never ran. */
export function describeCoverage(files: readonly FileCoverage[]): string {
  const sum = (of: (file: FileCoverage) => number): number => files.reduce((all, file) => all + of(file), 0);
  if (files.length === 0)
    return "  coverage: nothing was counted: only roles given by their entry module (workerThread) can be, and none ran to its end";
  const told = files.filter(({ recovery, neverRan }) => recovery.length + neverRan.length > 0);
  return [
    `  coverage of ${files.length} files of the target: of ${sum(({ lines }) => lines)} lines ${sum(({ baseline }) => baseline)} ran in baselines, ${sum(({ recovery }) => recovery.length)} ran under faults and in no baseline, ${sum(({ neverRan }) => neverRan.length)} never ran`,
    ...told.flatMap(({ file, recovery, neverRan }) => [
      `    ${file}`,
      ...(recovery.length > 0 ? [`      recovery code   ${describeLines(recovery)}`] : []),
      ...(neverRan.length > 0 ? [`      never ran       ${describeLines(neverRan)}`] : []),
    ]),
    "  counted are roles given by their entry module; what ran in the last half second before a kill is not known",
  ].join("\n");
}

/** `3, 7–12, 40`. */
export function describeLines(lines: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last && line === last[1] + 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}

/** As lcov (https://ltp.sourceforge.net/coverage/lcov/geninfo.1.php), for editors and services: what ran at all. */
export const lcovOf = (sources: SourceLines): string =>
  [...sources]
    .map(([file, lines]) => {
      const data = [...lines].sort(([a], [b]) => a - b);
      const ran = data.filter(([, { baseline, faulted }]) => baseline || faulted).length;
      const counts = data.map(([number, { baseline, faulted }]) => `DA:${number},${baseline || faulted ? 1 : 0}`);
      return ["TN:", `SF:${file}`, ...counts, `LF:${data.length}`, `LH:${ran}`, "end_of_record", ""].join("\n");
    })
    .join("");
