import { readdirSync, writeFileSync } from "node:fs";
import { type Profiler, Session } from "node:inspector";
import { every } from "../clock.ts";

/** What a role that is watched for coverage gets. */
export interface CoverageTask {
  /** The folder of its bundle, as a URL that ends in a slash. */
  readonly bundle: string;
  /** Where it writes what ran since it last did: `<file>-1.json`, `<file>-2.json` … */
  readonly file: string;
}

/** A life that is killed loses what ran since it last wrote. */
const WRITE_EVERY_MS = 500;

/** Counts which parts of its own code this thread or process runs, from now on; the function returned writes it down at once. */
export function countCoverage({ bundle, file }: CoverageTask): () => void {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const maps = readdirSync(new URL(bundle)).filter((name) => name.endsWith(".map"));
  const own = new Set(maps.map((name) => new URL(name.replace(/\.map$/, ""), bundle).href));
  let written = 0;
  const write = (): void =>
    session.post("Profiler.takePreciseCoverage", (_error, taken?: Profiler.TakePreciseCoverageReturnType) => {
      const scripts = taken?.result.filter(({ url }) => own.has(url)) ?? [];
      if (scripts.length === 0) return;
      written += 1;
      writeFileSync(`${file}-${written}.json`, JSON.stringify(scripts));
    });
  every(WRITE_EVERY_MS, write);
  process.once("exit", write);
  return write;
}
