import type { Edit } from "@chaos-packs/contract";
import { diffLines } from "diff";

/**
 * The lines that an edit changes, of the file in which its text begins at line `first`: not those that it only quotes to be
 * found. Where it only adds, it is the line before, or the first.
 */
export function changedLines(edit: Edit, first: number): readonly number[] {
  const lines = new Set<number>();
  let line = first;
  let isFirst = true;
  for (const { added, removed, count } of diffLines(edit.replace, edit.with)) {
    if (removed) for (let each = line; each < line + count; each += 1) lines.add(each);
    else if (added && !lines.has(line - 1)) lines.add(isFirst ? line : line - 1);
    if (!added) line += count;
    isFirst = false;
  }
  return [...lines].sort((a, b) => a - b);
}
