import { chmod } from "node:fs/promises";
import { join } from "node:path";
import type { Journal } from "@chaos-packs/contract/kind";
import { canReach } from "@chaos-packs/machine";
import { type Binaries, programOf } from "./binaries.ts";
import { cached } from "./cache.ts";
import { runProgram } from "./run-program.ts";
import type { ServerUser } from "./server-user.ts";

/** Binaries that the server's user can reach: a copy in the cache when node_modules stands in a folder closed to it. */
export async function reachableBinaries(
  cache: string,
  binaries: Binaries,
  user: ServerUser,
  journal: Journal,
): Promise<Binaries> {
  if (await canReach(user, programOf(binaries, "postgres"))) return binaries;
  const entry = await cached(cache, `binaries-1-${binaries.version}`, journal, async (building) => {
    await chmod(building, 0o755);
    await runProgram(["cp", "-R", "-P", binaries.folder, join(building, "native")], { journal });
  });
  return { ...binaries, folder: join(entry, "native") };
}
