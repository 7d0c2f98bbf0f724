import { access, constants } from "node:fs/promises";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import type { Machine } from "./finding.ts";

/** Where a program is that a command names; undefined: nowhere on the PATH. */
export async function findProgram(
  name: string,
  { folder, environment }: Pick<Machine, "folder" | "environment">,
): Promise<string | undefined> {
  const places =
    isAbsolute(name) || name.includes("/")
      ? [resolve(folder, name)]
      : (environment["PATH"] ?? "").split(delimiter).map((each) => join(each, name));
  for (const place of places) {
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return place;
  }
  return undefined;
}
