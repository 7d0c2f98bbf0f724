import { readdir } from "node:fs/promises";
import type { BackendDefect } from "../defects/backend-defect.ts";

const FOLDER = new URL("../defects/", import.meta.url);
/** What stands in the folder beside the defects themselves. */
const NOT_A_DEFECT = ["backend-defect.js"];

/** Every module of the folder `defects/`: a new defect is one file. */
export async function loadDefects(): Promise<readonly BackendDefect[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith(".js") && !NOT_A_DEFECT.includes(file)).sort();
  return Promise.all(
    files.map(async (file) => {
      const { defect } = (await import(new URL(file, FOLDER).href)) as { defect?: BackendDefect };
      if (!defect || `${defect.name}.js` !== file)
        throw new Error(`defects/${file.replace(/js$/, "ts")} must export a defect named after the file`);
      return defect;
    }),
  );
}
