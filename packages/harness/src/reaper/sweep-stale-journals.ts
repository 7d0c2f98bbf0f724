import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { readJournal } from "./journal-entry.ts";
import { isAlive } from "./process-identity.ts";
import { reap } from "./reap.ts";
import { reaperFolder } from "./reaper-folder.ts";

/** Cleans up after harnesses that died together with their reapers. Resolves with how many journals it found. */
export async function sweepStaleJournals({ directory }: { readonly directory?: string } = {}): Promise<number> {
  const folder = directory ?? (await reaperFolder());
  let swept = 0;
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".journal")) continue;
    const file = join(folder, name);
    const state = readJournal(await readFile(file, "utf8").catch(() => ""));
    if (!state.harness || isAlive(state.harness.pid, state.harness.start)) continue;
    reap(state);
    await rm(file, { force: true });
    swept += 1;
  }
  return swept;
}
