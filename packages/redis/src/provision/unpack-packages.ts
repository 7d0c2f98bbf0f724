import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Apt } from "./apt.ts";
import { dependencyNames } from "./missing-libraries.ts";
import { runProgram } from "./run-program.ts";

/** Downloads packages and unpacks them into a folder without installing anything; resolves with the names they depend on. */
export async function unpackPackages(
  apt: Apt,
  packages: readonly string[],
  into: string,
  downloads: string,
): Promise<readonly string[]> {
  const folder = join(downloads, packages.join("+"));
  await mkdir(folder, { recursive: true });
  await apt.download(packages, folder);
  const names: string[] = [];
  for (const file of await readdir(folder)) {
    if (!file.endsWith(".deb")) continue;
    await runProgram("dpkg-deb", ["-x", join(folder, file), into]);
    names.push(...dependencyNames(await runProgram("dpkg-deb", ["-f", join(folder, file), "Depends"])));
  }
  return names;
}
