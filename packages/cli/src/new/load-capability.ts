import { access } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type CapabilitySpec, ChaosError } from "@chaos-packs/contract";

const PARTS = ["src/capability.js", "src/workload.js", "src/invariants/nothing-is-lost.js"];

/**
 * The capability of a pack that `new pack` has written.
 *
 * @throws ChaosError NOT_A_PACK_FOLDER
 */
export async function loadCapability(folder: string): Promise<CapabilitySpec> {
  try {
    for (const part of PARTS) await access(join(folder, part));
    const { capability } = await import(pathToFileURL(join(folder, "src/capability.js")).href);
    return capability as CapabilitySpec;
  } catch (cause) {
    throw new ChaosError("NOT_A_PACK_FOLDER", {
      expected: `${folder} to be a pack with ${PARTS.join(", ")}`,
      came: cause instanceof Error ? cause.message : String(cause),
      todo: "Name its folder with --in, or make one first: npx chaos-packs new pack NAME. It needs @chaos-packs/contract installed.",
      cause,
    });
  }
}
