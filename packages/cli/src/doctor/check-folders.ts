import { mkdtemp, rmdir, statfs } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isChaosError } from "@chaos-packs/contract";
import { cacheFolder, journalFolder, temporaryFolder } from "@chaos-packs/machine";
import { type Check, type Finding, missing, well } from "./finding.ts";

const NEEDED_BYTES = 1024 ** 3;
const MEMORY_DISK = "/dev/shm";

/** The folders that a run writes to, and the room of the one in which its databases lie. */
export const checkFolders: Check = async ({ environment }) => {
  const chosen = environment["CHAOS_TMPDIR"];
  const runs = async (): Promise<string> => (chosen ? resolve(chosen) : temporaryFolder(environment));
  return [
    await writable("cache folder", () => cacheFolder(environment)),
    await writable("folder of journals", () => journalFolder(environment)),
    await writable("folder of runs", runs),
    ...(await room(runs, chosen !== undefined && chosen !== "")),
  ];
};

async function writable(what: string, find: () => Promise<string>): Promise<Finding> {
  let folder: string;
  try {
    folder = await find();
  } catch (error) {
    if (!isChaosError(error)) throw error;
    return missing(`${what}: expected ${error.expected}, but ${error.came}`, error.todo);
  }
  try {
    await rmdir(await mkdtemp(join(folder, "chaos-doctor-")));
    return well(`${what} ${folder} can be written`);
  } catch (error) {
    return missing(
      `${what} ${folder} cannot be written: ${(error as NodeJS.ErrnoException).code}`,
      "Give yourself the right to write there, or set CHAOS_TMPDIR (runs) or XDG_CACHE_HOME (cache) to a folder of your own.",
    );
  }
}

/** Databases lie in memory where there is a GiB of it free, else on the disk, which is slower. */
async function room(runs: () => Promise<string>, isChosen: boolean): Promise<readonly Finding[]> {
  const free = async (folder: string): Promise<number> => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  };
  const inGiB = (bytes: number): string => `${(bytes / NEEDED_BYTES).toFixed(1)} GiB`;
  const inMemory = isChosen ? 0 : await free(MEMORY_DISK).catch(() => 0);
  if (inMemory >= NEEDED_BYTES) return [well(`${MEMORY_DISK} has room: ${inGiB(inMemory)}`)];
  const folder = await runs().catch(() => undefined);
  if (folder === undefined) return []; // what is wrong with it was said above
  const onDisk = await free(folder).catch(() => 0);
  if (onDisk >= NEEDED_BYTES) {
    const why = isChosen
      ? ""
      : `; ${MEMORY_DISK} has ${inGiB(inMemory)}, so runs are slower (docker run --shm-size=2g)`;
    return [well(`${folder} has room: ${inGiB(onDisk)}${why}`)];
  }
  return [
    missing(`${folder} has only ${inGiB(onDisk)} free`, "Make room, or set CHAOS_TMPDIR to a folder with 1 GiB."),
  ];
}
