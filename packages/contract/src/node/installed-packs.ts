import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ChaosError } from "../chaos-error.ts";
import type { Pack } from "../pack.ts";
import { CONTRACT_VERSION } from "../version.ts";

/** A pack as it is installed in a folder, and under which names its package exports it and its capability. */
export interface InstalledPack {
  readonly pack: Pack;
  readonly packName: string;
  readonly capabilityName: string;
}

/**
 * Loads a pack from the packages of a folder.
 *
 * @throws ChaosError PACK_NOT_INSTALLED, NOT_A_PACK, CONTRACT_MISMATCH
 */
export async function loadPack(name: string, folder: string): Promise<InstalledPack> {
  const exported = await importFrom(name, folder);
  const [packName, pack] = Object.entries(exported).find(([, value]) => isPack(value)) ?? [];
  if (packName === undefined || !isPack(pack)) {
    throw new ChaosError("NOT_A_PACK", {
      expected: `${name} to export a pack`,
      came: `it exports ${Object.keys(exported).join(", ") || "nothing"}`,
      todo: "Name a package whose main export was made with definePack().",
    });
  }
  if (pack.contract !== CONTRACT_VERSION) {
    throw new ChaosError("CONTRACT_MISMATCH", {
      expected: `the pack ${pack.name} to be written for contract version ${CONTRACT_VERSION}`,
      came: `version ${pack.contract}`,
      todo: "Install versions of the pack and of chaos-packs that have the same contract.",
    });
  }
  const [capability] = pack.capabilities;
  const named = Object.entries(exported).find(([, value]) => value === capability);
  return { pack, packName, capabilityName: named?.[0] ?? `${packName}.capabilities[0]` };
}

/**
 * Every pack that the package of a folder depends on, also for development, in the order of their names: each dependency
 * whose name begins with `pack-`, with or without a scope. A new pack is registered by being installed.
 *
 * @param folder where the `package.json` stands; of a file URL, the folder of that file
 * @throws ChaosError NO_PACKS, PACK_NOT_INSTALLED, NOT_A_PACK, CONTRACT_MISMATCH
 */
export async function installedPacks(folder: URL | string): Promise<readonly Pack[]> {
  const from = typeof folder === "string" ? folder : fileURLToPath(new URL(".", folder));
  const manifest = join(from, "package.json");
  const { dependencies = {}, devDependencies = {} } = JSON.parse(await readFile(manifest, "utf8")) as Manifest;
  const names = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => /(^|\/)pack-/.test(name));
  if (names.length === 0)
    throw new ChaosError("NO_PACKS", {
      expected: `${manifest} to depend on a pack, a package whose name begins with pack-`,
      came: "none of its dependencies is one",
      todo: "npm install --save-dev @chaos-packs/pack-worker-failures, or another pack.",
    });
  const packs: Pack[] = [];
  for (const name of names.sort()) packs.push((await loadPack(name, from)).pack);
  return packs;
}

type Manifest = Partial<Record<"dependencies" | "devDependencies", Readonly<Record<string, string>>>>;

async function importFrom(name: string, folder: string): Promise<Record<string, unknown>> {
  try {
    const path = createRequire(join(folder, "package.json")).resolve(name);
    return await import(pathToFileURL(path).href);
  } catch (cause) {
    throw new ChaosError("PACK_NOT_INSTALLED", {
      expected: `the package ${name} in ${folder}`,
      came: (cause as Error).message.split("\n")[0] ?? "nothing",
      todo: `npm install --save-dev @chaos-packs/harness @chaos-packs/contract ${name}`,
      cause,
    });
  }
}

const isPack = (value: unknown): value is Pack =>
  typeof value === "object" && value !== null && "scenarios" in value && "capabilities" in value && "contract" in value;
