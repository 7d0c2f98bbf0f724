import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** Where provisioned servers are kept, as @chaos-packs/redis has it: a test compares them. */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const base = environment["XDG_CACHE_HOME"];
  return join(base && isAbsolute(base) ? base : join(homedir(), ".cache"), "chaos-packs");
}
