import { ChaosError, type Edit } from "@chaos-packs/contract";
import MagicString, { type SourceMap } from "magic-string";
import { changedLines } from "./changed-lines.ts";
import { excerpt, lineAt, nearestLines, quoted } from "./quote-source.ts";

/** A file of the service before and after the edits of a defect. */
export interface EditedFile {
  /** Where it is, free of links. */
  readonly path: string;
  /** As the edits name it. */
  readonly file: string;
  readonly original: string;
  readonly edited: string;
  /** From the edited text to the original. */
  readonly map: SourceMap;
  /** For each edit the lines of the original, from 1, that it changes, or after which it adds. */
  readonly changed: readonly (readonly number[])[];
}

interface Place {
  readonly edit: Edit;
  readonly from: number;
  readonly to: number;
}

/**
 * Makes the edits of one file.
 *
 * @throws ChaosError EDIT_NOT_FOUND, EDIT_AMBIGUOUS, EDITS_OVERLAP
 */
export function applyEdits(
  { path, file, original }: Pick<EditedFile, "path" | "file" | "original">,
  edits: readonly Edit[],
  defect: string,
): EditedFile {
  const places = edits.map((edit) => placeOf(original, edit, defect));
  checkOverlap(
    original,
    [...places].sort((a, b) => a.from - b.from),
    defect,
  );
  const text = new MagicString(original);
  for (const { edit, from, to } of places) text.overwrite(from, to, edit.with);
  return {
    path,
    file,
    original,
    edited: text.toString(),
    map: text.generateMap({ source: path, hires: "boundary" }),
    changed: places.map(({ edit, from }) => changedLines(edit, lineAt(original, from))),
  };
}

function placeOf(text: string, edit: Edit, defect: string): Place {
  const found = placesIn(text, edit.replace);
  const [from] = found;
  const expected = `the text that the defect ${defect} replaces in ${edit.file} to stand there exactly once:\n${quoted(edit.replace)}\n  `;
  if (from === undefined)
    throw new ChaosError("EDIT_NOT_FOUND", {
      expected,
      came: nearestLines(text, edit.replace),
      todo: "Copy the lines out of the file as they are now, with their indentation.",
    });
  if (found.length > 1)
    throw new ChaosError("EDIT_AMBIGUOUS", {
      expected,
      came: `it stands there ${found.length} times, in the lines ${found.map((at) => lineAt(text, at)).join(", ")}:\n${found
        .map((at) => excerpt(text, lineAt(text, at)))
        .join("\n    ⋮\n")}\n  `,
      todo: "Quote a line more before or after it, so that it means one place; repeat that line in `with`.",
    });
  return { edit, from, to: from + edit.replace.length };
}

/** Where a text begins in another, occurrences that overlap each other too. */
function placesIn(text: string, part: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) places.push(at);
  return places;
}

function checkOverlap(text: string, places: readonly Place[], defect: string): void {
  for (const [index, place] of places.entries()) {
    const next = places[index + 1];
    if (next === undefined || next.from >= place.to) continue;
    throw new ChaosError("EDITS_OVERLAP", {
      expected: `the edits of the defect ${defect} to change different places of ${place.edit.file}`,
      came: `two of them change line ${lineAt(text, next.from)}:\n${quoted(place.edit.replace)}\n    and\n${quoted(next.edit.replace)}\n  `,
      todo: "Make one edit of the two.",
    });
  }
}
