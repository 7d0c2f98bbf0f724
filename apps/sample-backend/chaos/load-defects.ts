import { readdir } from "node:fs/promises";
import type { Defect } from "@chaos-packs/contract/target";

/** Which part of the sample backend a defect is in, and so whose parts it swaps. */
export type Domain = "jobs" | "ledger" | "live";

/** A defect, and where it is. */
export interface LoadedDefect extends Defect {
  readonly domain: Domain;
}

const FOLDERS: Readonly<Record<Domain, URL>> = {
  jobs: new URL("../defects/", import.meta.url),
  ledger: new URL("../defects/ledger/", import.meta.url),
  live: new URL("../defects/live/", import.meta.url),
};
/** What stands in the folders beside the defects themselves. */
const NOT_A_DEFECT = ["backend-defect.js", "ledger-defect.js", "live-defect.js"];

/** Every module of the folders `defects/`, `defects/ledger/` and `defects/live/`: a new defect is one file. */
export async function loadDefects(): Promise<readonly LoadedDefect[]> {
  const domains = Object.keys(FOLDERS) as Domain[];
  return (await Promise.all(domains.map(loadFolder))).flat();
}

async function loadFolder(domain: Domain): Promise<readonly LoadedDefect[]> {
  const folder = FOLDERS[domain];
  const files = (await readdir(folder)).filter((file) => file.endsWith(".js") && !NOT_A_DEFECT.includes(file)).sort();
  return Promise.all(
    files.map(async (file) => {
      const { defect } = (await import(new URL(file, folder).href)) as { defect?: Defect };
      if (!defect || `${defect.name}.js` !== file)
        throw new Error(`${new URL(file, folder).pathname} must export a defect named after the file`);
      return { ...defect, domain };
    }),
  );
}
