import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ChaosError, defineDefect, type EditedDefect, type Source, type Target } from "@chaos-packs/contract";
import { applyEdits, type EditedFile } from "./apply-edits.ts";

/** A defect with the files that it changes. */
export interface Change {
  readonly defect: EditedDefect;
  readonly source: Source;
  readonly files: readonly EditedFile[];
}

/**
 * Reads the files that a defect changes, and makes its edits.
 *
 * @throws ChaosError NO_SOURCE, EDITED_FILE_NOT_FOUND, BAD_DEFECT, EDIT_CHANGES_NOTHING, EDIT_NOT_FOUND, EDIT_AMBIGUOUS, EDITS_OVERLAP
 */
export async function readEdits(
  defect: EditedDefect,
  { name, source }: Pick<Target, "name" | "source">,
): Promise<Change> {
  defineDefect(defect);
  if (!source)
    throw new ChaosError("NO_SOURCE", {
      expected: `the target ${name} to say where its source is, since the defect ${defect.name} changes it`,
      came: "it does not",
      todo: 'Add `source: { folder: new URL("..", import.meta.url) }` to its defineTarget().',
    });
  const names = [...new Set(defect.edits.map(({ file }) => file))];
  const files = await Promise.all(
    names.map(async (file) => {
      const path = await pathOf(file, source, defect.name);
      const edits = defect.edits.filter((edit) => edit.file === file);
      return applyEdits({ path, file, original: await readFile(path, "utf8") }, edits, defect.name);
    }),
  );
  return { defect, source, files };
}

async function pathOf(file: string, { folder }: Source, defect: string): Promise<string> {
  const path = join(fileURLToPath(folder), file);
  return realpath(path).catch((cause: unknown) => {
    throw new ChaosError("EDITED_FILE_NOT_FOUND", {
      expected: `the file ${file} that the defect ${defect} changes, in ${fileURLToPath(folder)}`,
      came: cause instanceof Error ? cause.message : String(cause),
      todo: "Correct `file` of its edits: a path from the folder that `source` of the target names.",
      cause,
    });
  });
}
