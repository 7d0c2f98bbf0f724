import { resolve } from "node:path";
import type { Environment } from "./temporary-folder.ts";

/** Variables by which a shell talks to servers of its own, or changes every program: they would change ours, too. */
const FOREIGN = /^(PG|REDIS|VALKEY)|^(NODE_OPTIONS|LD_PRELOAD|DYLD_INSERT_LIBRARIES)$/;

/** The environment that programs of ours run in: that of this process without what is meant for other servers and programs. */
export function serverEnvironment(environment: Environment = process.env): Record<string, string> {
  const kept = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined || FOREIGN.test(name) ? [] : [[name, value] as const],
  );
  const folder = environment["TMPDIR"];
  // Programs run in another working directory.
  return { ...Object.fromEntries(kept), ...(folder && { TMPDIR: resolve(folder) }) };
}
