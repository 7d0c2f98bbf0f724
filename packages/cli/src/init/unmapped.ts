import { pathToFileURL } from "node:url";
import type { Pack, Target } from "@chaos-packs/contract";
import { loadInstalled } from "../record/load-installed.ts";

/** What `init` needs of the harness to tell how much a target can be asked for. */
interface Harness {
  loadTarget(file: URL): Promise<Target>;
  gainsFor(
    target: Target,
    packs: readonly Pack[],
  ): {
    readonly runs: number;
    readonly gains: readonly { readonly name: string; readonly scenarios: number }[];
  };
}

/** How much of a pack a target can be asked for, and as lines which parts would bring more. */
export interface Unmapped {
  readonly runs: number;
  readonly lines: readonly string[];
}

const MOST = 8;
const WIDTH = 110;

/**
 * Reads a target file as it is and tells which parts would bring most.
 *
 * @throws ChaosError NOT_INSTALLED, and what the loading of a target file throws
 */
export async function unmappedIn(file: string, pack: Pack, folder: string): Promise<Unmapped> {
  const { loadTarget, gainsFor } = await loadInstalled<Harness>("@chaos-packs/harness", folder);
  const { runs, gains } = gainsFor(await loadTarget(pathToFileURL(file)), [pack]);
  const parts = gains.slice(0, MOST).map(({ name, scenarios }) => `${name} (${scenarios})`);
  if (parts.length === 0) return { runs, lines: [] };
  const lines = ["Not mapped yet, with how many more scenarios each would bring once those before it are there:"];
  let line = "";
  for (const part of parts) {
    const longer = line === "" ? part : `${line}, ${part}`;
    if (longer.length > WIDTH) {
      lines.push(`${line},`);
      line = part;
    } else line = longer;
  }
  return { runs, lines: [...lines, line] };
}
