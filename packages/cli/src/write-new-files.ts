import { access, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ChaosError } from "@chaos-packs/contract";

/** Texts by their paths, as they are to be written. */
export type NewFiles = Readonly<Record<string, string>>;

/** Throws FILE_EXISTS when one of the files is there. */
export async function checkAreNew(folder: string, files: readonly string[]): Promise<void> {
  for (const file of files) if (await isThere(join(folder, file))) throw alreadyThere(join(folder, file));
}

/**
 * Writes files that are not there yet: all of them, or none. With `force` those that are there are replaced.
 *
 * @throws ChaosError FILE_EXISTS; CANNOT_WRITE
 */
export async function writeNewFiles(folder: string, files: NewFiles, { force = false } = {}): Promise<void> {
  if (!force) await checkAreNew(folder, Object.keys(files));
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true }).catch((cause: Error) => {
      throw cannotWrite(path, cause);
    });
    await writeFile(path, text, { flag: force ? "w" : "wx" }).catch((cause: NodeJS.ErrnoException) => {
      throw cause.code === "EEXIST" ? alreadyThere(path) : cannotWrite(path, cause);
    });
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const alreadyThere = (path: string): ChaosError =>
  new ChaosError("FILE_EXISTS", {
    expected: `no file ${path}`,
    came: "there is one",
    todo: "Nothing was written. Move it away, or choose another --folder or --name. `init --force` replaces it.",
  });

const cannotWrite = (path: string, cause: Error): ChaosError =>
  new ChaosError("CANNOT_WRITE", {
    expected: `to write ${path}`,
    came: cause.message,
    todo: "Give yourself the right to write there, or choose another --folder.",
    cause,
  });
