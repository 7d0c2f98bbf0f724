import { mkdir, mkdtemp, rmdir, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheFolder } from "./cache-folder.ts";
import { type Check, type Finding, missing, well } from "./finding.ts";

const NEEDED_BYTES = 1024 ** 3;
const MEMORY_DISK = "/dev/shm";

/** The folders that a run writes to, and the room of the one in which its databases lie. */
export const checkFolders: Check = async ({ environment }) => {
  const runs = environment["CHAOS_TMPDIR"] || tmpdir();
  return [
    await writable("cache folder", cacheFolder(environment), "set XDG_CACHE_HOME to a folder of your own"),
    await writable("folder of runs", runs, "set CHAOS_TMPDIR to a folder of your own"),
    await room(environment["CHAOS_TMPDIR"]),
  ];
};

async function writable(what: string, folder: string, otherwise: string): Promise<Finding> {
  try {
    await mkdir(folder, { recursive: true });
    await rmdir(await mkdtemp(join(folder, "doctor-")));
    return well(`${what} ${folder} can be written`);
  } catch (error) {
    return missing(
      `${what} ${folder} cannot be written: ${(error as NodeJS.ErrnoException).code}`,
      `Give yourself the right to write there, or ${otherwise}.`,
    );
  }
}

/** Databases lie in memory where there is a GiB of it free, else on the disk, which is slower. */
async function room(chosen: string | undefined): Promise<Finding> {
  const free = async (folder: string): Promise<number> => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  };
  const inGiB = (bytes: number): string => `${(bytes / NEEDED_BYTES).toFixed(1)} GiB`;
  const inMemory = chosen ? 0 : await free(MEMORY_DISK).catch(() => 0);
  if (inMemory >= NEEDED_BYTES) return well(`${MEMORY_DISK} has room: ${inGiB(inMemory)}`);
  const folder = chosen || tmpdir();
  const onDisk = await free(folder).catch(() => 0);
  if (onDisk >= NEEDED_BYTES) {
    const why = chosen ? "" : `; ${MEMORY_DISK} has ${inGiB(inMemory)}, so runs are slower (docker run --shm-size=2g)`;
    return well(`${folder} has room: ${inGiB(onDisk)}${why}`);
  }
  return missing(`${folder} has only ${inGiB(onDisk)} free`, "Make room, or set CHAOS_TMPDIR to a folder with 1 GiB.");
}
