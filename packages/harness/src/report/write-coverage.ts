import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CoverageLog } from "../coverage/coverage-log.ts";
import { linesOf } from "../coverage/lines-of.ts";
import { writeJson } from "./chaos-json.ts";
import { coverageByFile, describeCoverage, lcovOf } from "./describe-coverage.ts";

/** Writes `coverage/coverage.json` and `coverage/lcov.info` into the folder of the reports; the text is for people. */
export async function writeCoverage({ scripts }: Pick<CoverageLog, "scripts">, reports: string): Promise<string> {
  const sources = linesOf(scripts);
  const files = coverageByFile(sources);
  const folder = join(reports, "coverage");
  await mkdir(folder, { recursive: true });
  await writeJson(join(folder, "coverage.json"), { schema: 1, files });
  await writeFile(join(folder, "lcov.info"), lcovOf(sources));
  return `${describeCoverage(files)}\n  coverage: ${join(folder, "coverage.json")}, lcov.info`;
}
