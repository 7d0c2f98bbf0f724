import { chown, mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Journal } from "@chaos-packs/contract/kind";
import { reachableFolder, temporaryFolder } from "@chaos-packs/machine";
import { runProgram } from "./run-program.ts";
import type { ServerUser } from "./server-user.ts";

/** A folder that is removed when it is disposed of. */
export interface DataDirectory extends AsyncDisposable {
  readonly path: string;
}

/** Copies an initialised directory into the run's own, or beside it when the server's user cannot get in there. */
export async function copyDataDirectory(
  initialised: string,
  directory: string,
  user: ServerUser,
  { journal, signal }: { readonly journal: Journal; readonly signal: AbortSignal },
): Promise<DataDirectory> {
  const parent = await mkdtemp(join(await parentOf(directory, user), "chaos-postgres-"));
  const strike = journal.folder(parent);
  const remove = async (): Promise<void> => {
    await rm(parent, { recursive: true, force: true });
    strike();
  };
  try {
    if (user.uid !== undefined && user.gid !== undefined) await chown(parent, user.uid, user.gid);
    const path = join(parent, "data");
    // `-p` keeps mode and owner, both of which the server insists on.
    await runProgram(["cp", "-R", "-p", initialised, path], { journal, signal });
    return { path, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

const parentOf = async (directory: string, user: ServerUser): Promise<string> =>
  reachableFolder(user, [directory, dirname(directory), await temporaryFolder()]);
