import type { StartContext } from "@chaos-packs/contract/kind";
import { reachableCacheFolder } from "@chaos-packs/machine";
import { findBinaries } from "./binaries.ts";
import { copyDataDirectory } from "./data-directory.ts";
import { findServerUser } from "./find-server-user.ts";
import { initialisedDirectory } from "./initialised-directory.ts";
import { reachableBinaries } from "./reachable-binaries.ts";
import type { RunningServer } from "./running-server.ts";
import { ServerProcess, type ServerSettings } from "./server-process.ts";

/** Starts a Postgres of our own on a copy of an initialised directory. */
export async function startOwnServer(context: StartContext, settings: ServerSettings): Promise<RunningServer> {
  const { journal, signal } = context;
  const user = await findServerUser();
  const cache = await reachableCacheFolder(user);
  const binaries = await reachableBinaries(cache, findBinaries(), user, journal);
  const initialised = await initialisedDirectory(cache, binaries, user, { journal, signal });
  const directory = await copyDataDirectory(initialised.folder, context.directory, user, { journal, signal });
  try {
    const port = await context.freePort();
    const options = { binaries, directory: directory.path, port, user, settings, journal, signal };
    const process = new ServerProcess(options);
    await process.start();
    return {
      url: `postgres://postgres:${initialised.password}@127.0.0.1:${port}/postgres`,
      process,
      isRemoteAllowed: false,
      async [Symbol.asyncDispose]() {
        await process[Symbol.asyncDispose]();
        await directory[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await directory[Symbol.asyncDispose]();
    throw error;
  }
}
