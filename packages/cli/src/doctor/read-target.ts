import { access } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Target } from "@chaos-packs/contract";
import { type Finding, type Machine, missing, well } from "./finding.ts";
import { resolvePackage } from "./resolve-package.ts";

/** The target file of a repository, as far as it could be read. */
export interface ReadTarget {
  readonly target?: Target;
  readonly findings: readonly Finding[];
}

const PLACES = ["chaos/target.js", "chaos/target.mjs", "chaos/target.ts"];

/** Reads the target file that `init` writes, or the one named. What is missing on the machine depends on it. */
export async function readTarget(named: string | undefined, { folder }: Machine): Promise<ReadTarget> {
  const file = await firstThere(folder, named === undefined ? PLACES : [named]);
  if (file === undefined) {
    if (named === undefined) return { findings: [] };
    return { findings: [missing(`there is no target file ${named}`, "Mend --target, or run `chaos-packs init`.")] };
  }
  const harness = resolvePackage("@chaos-packs/harness", folder);
  if (!harness) return { findings: [] }; // told already
  try {
    const { loadTarget } = (await import(harness.href)) as { loadTarget(file: URL): Promise<Target> };
    const target = await loadTarget(pathToFileURL(join(folder, file)));
    return { target, findings: [well(`${file} loads`)] };
  } catch (error) {
    const { message, todo } = error as Error & { readonly todo?: string };
    return {
      findings: [missing(`${file}: ${todo ? message.replace(todo, "").trim() : message}`, todo ?? "Mend that file.")],
    };
  }
}

async function firstThere(folder: string, files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const isThere = await access(join(folder, file)).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}
