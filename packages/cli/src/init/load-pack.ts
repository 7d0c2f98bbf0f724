import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ChaosError, CONTRACT_VERSION, type Pack } from "@chaos-packs/contract";

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
