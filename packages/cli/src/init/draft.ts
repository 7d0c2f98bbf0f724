import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A file that is there for a moment, so that it can be loaded from where it will stand. */
export interface Draft extends AsyncDisposable {
  readonly path: string;
}

/** Writes a text beside where it will stand; disposing removes it, and folders that were made for it. */
export async function openDraft(folder: string, text: string): Promise<Draft> {
  const made = await mkdir(folder, { recursive: true });
  const path = join(folder, `.draft-${process.pid}.js`);
  await writeFile(path, text);
  return {
    path,
    [Symbol.asyncDispose]: () => rm(made ?? path, { recursive: true }),
  };
}
