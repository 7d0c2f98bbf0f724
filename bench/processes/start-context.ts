import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MomentPattern, StartContext } from "@chaos-packs/contract";
import { freePort } from "@chaos-packs/proxy";

/** What a kind of dependency is started with outside of the harness. Its folder is removed when this is closed. */
export async function startContext(
  name: string,
  patterns: readonly MomentPattern<never>[],
): Promise<{ readonly context: StartContext } & AsyncDisposable> {
  const directory = await mkdtemp(join(tmpdir(), `bench-${name}-`));
  const context: StartContext = {
    name,
    signal: new AbortController().signal,
    seed: 1,
    journal: { process: () => () => {}, folder: () => () => {}, undo: async () => () => {} },
    directory,
    patterns,
    async launch({ name: program }) {
      throw new Error(`nothing runs ${program} here`);
    },
    freePort,
  };
  return { context, [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }) };
}
