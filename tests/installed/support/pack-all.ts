import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mustRun } from "./run.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
}

/** The folder of each published package, by its name. */
export const published: ReadonlyMap<string, string> = new Map(
  readdirSync(join(root, "packages")).flatMap((folder) => {
    const path = join(root, "packages", folder);
    const manifest = JSON.parse(readFileSync(join(path, "package.json"), "utf8")) as Manifest;
    return manifest.private ? [] : [[manifest.name, path] as const];
  }),
);

/** Packs every published package into a folder, as it would be published; resolves with the tarballs by name. */
export async function packAll(into: string, cache: string): Promise<ReadonlyMap<string, string>> {
  const workspaces = [...published.keys()].flatMap((name) => ["--workspace", name]);
  const listed = await mustRun(
    ["npm", "pack", "--json", "--loglevel", "error", "--ignore-scripts", "--pack-destination", into, ...workspaces],
    { cwd: root, env: { npm_config_cache: cache } },
  );
  const json = listed.slice(listed.search(/^[[{]/m));
  const packed = Object.values(JSON.parse(json)) as readonly { name: string; filename: string }[];
  return new Map(packed.map(({ name, filename }) => [name, join(into, filename)]));
}
