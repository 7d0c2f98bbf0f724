import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Target } from "@chaos-packs/contract";
import { type Finding, type Machine, missing, well } from "./finding.ts";
import { resolvePackage } from "./resolve-package.ts";

interface Harness {
  loadTarget(file: URL): Promise<Target>;
  checkTarget(target: Target): void;
}

/** The target file of a repository, as far as it could be read. */
export interface ReadTarget {
  readonly target?: Target;
  readonly findings: readonly Finding[];
}

const PLACES = ["chaos/target", "target"].flatMap((place) => [`${place}.js`, `${place}.mjs`, `${place}.ts`]);

/** The target file of a repository: the one that is named, or where `init` writes it. */
export const findTarget = (named: string | undefined, folder: string): Promise<string | undefined> =>
  firstThere(folder, named === undefined ? PLACES : [named]);

/** Reads the target file that `init` writes, or the one named. What is missing on the machine depends on it. */
export async function readTarget(named: string | undefined, { folder }: Machine): Promise<ReadTarget> {
  const file = await findTarget(named, folder);
  if (file === undefined) {
    if (named === undefined) return { findings: [] };
    return {
      findings: [
        missing(`there is no target file ${named}`, "Correct --target, or write one with `npx chaos-packs init`."),
      ],
    };
  }
  const harness = resolvePackage("@chaos-packs/harness", folder);
  if (!harness) return { findings: [] }; // told already
  try {
    const { loadTarget, checkTarget } = (await import(harness.href)) as Harness;
    const target = await loadTarget(pathToFileURL(resolve(folder, file)));
    checkTarget(target);
    return { target, findings: [well(`${file} loads, and is in order`)] };
  } catch (error) {
    const { message, todo } = error as Error & { readonly todo?: string };
    return {
      findings: [
        missing(`${file}: ${todo ? message.replace(todo, "").trim() : message}`, todo ?? "Correct that file."),
      ],
    };
  }
}

async function firstThere(folder: string, files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const isThere = await access(resolve(folder, file)).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}
