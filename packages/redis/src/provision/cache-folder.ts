import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * The per-user folder in which provisioned servers are kept: `$XDG_CACHE_HOME/chaos-packs`, else `~/.cache/chaos-packs`.
 * A relative XDG_CACHE_HOME is ignored (https://specifications.freedesktop.org/basedir-spec/latest/).
 */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const base = environment["XDG_CACHE_HOME"];
  return join(base && isAbsolute(base) ? base : join(homedir(), ".cache"), "chaos-packs");
}
