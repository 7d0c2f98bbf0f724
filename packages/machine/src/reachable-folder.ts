import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { ChaosError } from "@chaos-packs/contract/kind";
import { canReach, type SystemUser } from "./can-reach.ts";
import { ownFolder } from "./own-folder.ts";
import { type Environment, temporaryFolder } from "./temporary-folder.ts";
import { cacheFolder, userFolderIn } from "./user-folders.ts";

/** Everybody may enter these, as a rule. */
const OPEN_FOLDERS = ["/tmp", "/var/tmp"];
const PASSABLE = 0o711;

/**
 * The cache of this user in a place that another user can enter, too: as root, a server runs as another user, which may
 * enter neither /root nor a private TMPDIR.
 *
 * @throws ChaosError NO_REACHABLE_FOLDER, FOLDER_NOT_OURS
 */
export async function reachableCacheFolder(user: SystemUser, environment: Environment = process.env): Promise<string> {
  const cache = await cacheFolder(environment);
  if (await canReach(user, join(cache, "entry"))) return cache;
  const parent = await reachableFolder(user, [await temporaryFolder(environment)]);
  return ownFolder(join(await userFolderIn(parent), "cache"), PASSABLE);
}

/**
 * The first of these folders, else of /tmp and /var/tmp, that this process can write and another user can enter.
 *
 * @throws ChaosError NO_REACHABLE_FOLDER
 */
export async function reachableFolder(user: SystemUser, folders: readonly string[]): Promise<string> {
  for (const folder of [...folders, ...OPEN_FOLDERS]) {
    if ((await isWritable(folder)) && (await canReach(user, join(folder, "entry")))) return folder;
  }
  throw new ChaosError("NO_REACHABLE_FOLDER", {
    expected: `a folder that the user ${user.uid} can enter, since the server does not run as root`,
    came: `none of ${[...folders, ...OPEN_FOLDERS].join(", ")} is one`,
    todo: "Set TMPDIR to a folder that all users can enter (mktemp -d makes private ones: chmod o+x), or run as another user than root.",
  });
}

const isWritable = (folder: string): Promise<boolean> =>
  access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
