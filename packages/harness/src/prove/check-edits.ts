import type { ChaosError, Defect, Target } from "@chaos-packs/contract";
import { isChaosError, isEditedDefect } from "@chaos-packs/contract";
import { openReaper } from "../reaper/open-reaper.ts";
import { openRunDirectory } from "../run-directory.ts";
import { checkChanges, programFiles } from "./edits/check-changes.ts";
import { type Change, readEdits } from "./edits/read-edits.ts";

/** The changes of defects, each of which could be made. */
export interface CheckedEdits {
  readonly changes: ReadonlyMap<string, Change>;
  /** The files of the target's Node programs: only of them it is known which lines run. */
  readonly programs: ReadonlySet<string>;
}

/**
 * Sees that every defect that is a change of the source can be made in a target: before anything of it is started. The first
 * that cannot is thrown, when all others have been printed.
 *
 * @throws ChaosError those of `readEdits` and `checkChanges`
 */
export async function checkEdits(
  defects: readonly Defect[],
  target: Target,
  { lanes, print }: { readonly lanes: number; readonly print: (line: string) => void },
): Promise<CheckedEdits> {
  const edited = defects.filter(isEditedDefect);
  if (edited.length === 0) return { changes: new Map(), programs: new Set() };
  const errors: ChaosError[] = [];
  const changes: Change[] = [];
  for (const defect of edited) {
    try {
      changes.push(await readEdits(defect, target));
    } catch (error) {
      if (!isChaosError(error)) throw error;
      errors.push(error);
    }
  }
  const programs = await programFiles(target);
  if (errors.length === 0) {
    await using reaper = await openReaper();
    await using directory = await openRunDirectory(reaper);
    errors.push(
      ...(await checkChanges(target, changes, { directory: directory.path, journal: reaper, lanes, programs })),
    );
  }
  const [first, ...others] = errors;
  for (const { message } of others) print(message);
  if (first) throw first;
  return { changes: new Map(changes.map((change) => [change.defect.name, change])), programs };
}
