import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FolderHints, RoleHint } from "./folder-hints.ts";
import { hintsInCompose } from "./hints-in-compose.ts";
import { hintsInEnvExample } from "./hints-in-env-example.ts";
import { hintsInPackage } from "./hints-in-package.ts";
import { hintsInProcfile } from "./hints-in-procfile.ts";

const COMPOSE = ["docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml"];
const EXAMPLES = [".env.example", ".env.sample", ".env.template"];
const SCHEMAS = ["schema.sql", "db/schema.sql", "sql/schema.sql", "db/structure.sql"];

/** What the usual files of a folder tell of the service in it; the first that names a role is believed. */
export async function lookAround(folder: string): Promise<FolderHints> {
  const procfile = await firstOf(folder, ["Procfile"]);
  const manifest = await firstOf(folder, ["package.json"]);
  const compose = hintsInCompose((await firstOf(folder, COMPOSE))?.text ?? "");
  const example = hintsInEnvExample((await firstOf(folder, EXAMPLES))?.text ?? "");
  const schema = (await firstOf(folder, SCHEMAS))?.file;
  const postgres = example.postgres ?? compose.postgres;
  const redis = example.redis ?? compose.redis;
  return {
    roles: distinct([
      ...hintsInProcfile(procfile?.text ?? ""),
      ...hintsInPackage(manifest?.text ?? "{}"),
      ...compose.roles,
    ]),
    ...(postgres !== undefined && { postgres }),
    ...(redis !== undefined && { redis }),
    ...(schema !== undefined && { schema }),
  };
}

const distinct = (roles: readonly RoleHint[]): readonly RoleHint[] =>
  roles.filter(({ name }, index) => roles.findIndex((each) => each.name === name) === index);

async function firstOf(folder: string, files: readonly string[]) {
  for (const file of files) {
    const text = await readFile(join(folder, file), "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (text !== undefined) return { file, text };
  }
  return undefined;
}
