import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fate, Journal, MomentPattern, Sighting, StartContext, Watch } from "@chaos-packs/contract/kind";
import { freePort } from "@chaos-packs/proxy";

/** A journal that keeps what is not struck. */
export function openJournal(): Journal & { readonly open: Set<string> } {
  const open = new Set<string>();
  const enter = (entry: string): (() => void) => {
    open.add(entry);
    return () => open.delete(entry);
  };
  return {
    open,
    process: (pid) => enter(`process ${pid}`),
    folder: (path) => enter(`folder ${path}`),
    undo: async ({ args }) => enter(`undo ${JSON.stringify(args)}`),
  };
}

/** What a kind is started with, in a folder of its own that is removed at the end. */
export async function openContext(patterns: readonly MomentPattern<never>[] = []) {
  const directory = await mkdtemp(join(tmpdir(), "postgres-test-"));
  const journal = openJournal();
  const context: StartContext = {
    name: "postgres",
    signal: new AbortController().signal,
    seed: 1,
    journal,
    directory,
    patterns,
    launch: () => Promise.reject(new Error("Postgres launches no program of the target's")),
    freePort,
  };
  return {
    context,
    journal,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

/** A watch that answers as it is told and keeps what it was asked. */
export function openWatch(answer: (sighting: Sighting) => Promise<Fate> | undefined = () => undefined) {
  const sightings: Sighting[] = [];
  const watch: Watch = (sighting) => {
    sightings.push(sighting);
    return answer(sighting);
  };
  return { sightings, watch };
}
