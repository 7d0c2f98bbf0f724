/** Lines around one that is shown. */
const AROUND = 2;

/** A text as it is shown in messages. */
export const quoted = (text: string): string =>
  text
    .split("\n")
    .map((line) => `    | ${line}`)
    .join("\n");

/** The line, from 1, in which a character stands. */
export const lineAt = (text: string, index: number): number => text.slice(0, index).split("\n").length;

/** A line of a file and those around it, numbered. */
export function excerpt(text: string, line: number): string {
  const lines = text.split("\n");
  const from = Math.max(1, line - AROUND);
  return lines
    .slice(from - 1, line + AROUND)
    .map((each, index) => `  ${String(from + index).padStart(5)} | ${each}`)
    .join("\n");
}

/** What of a file is most like a text that does not stand in it. */
export function nearestLines(text: string, wanted: string): string {
  const pieces = wanted.split("\n").filter((line) => line.trim() !== "");
  const lines = text.split("\n");
  let best = { line: 0, likeness: 0, piece: "" };
  for (const piece of pieces)
    for (const [index, each] of lines.entries()) {
      const likeness = likenessOf(each, piece);
      if (likeness > best.likeness) best = { line: index + 1, likeness, piece };
    }
  if (best.likeness < LIKE_ENOUGH) return "nothing in the file is like it";
  const isWhole = pieces.every((piece) => lines.includes(piece));
  const reason = isWhole
    ? "each of its lines is in the file, but not in this order"
    : best.likeness === 1
      ? "its lines are there, but not with this indentation or not together"
      : "the nearest in the file is";
  return `it does not stand there; ${reason}:\n${excerpt(text, best.line)}\n  `;
}

const LIKE_ENOUGH = 0.4;

/** Of the words of two lines, the share that both have; 1 when they differ in spaces only. */
function likenessOf(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const common = [...a].filter((word) => b.has(word)).length;
  const all = new Set([...a, ...b]).size;
  return all === 0 ? 0 : common / all;
}

const wordsOf = (line: string): ReadonlySet<string> => new Set(line.match(/[\w$]+|[^\s\w$]+/g));
