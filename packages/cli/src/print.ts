/** Writes a line to standard output. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** Columns of the terminal; 80 where there is none. */
export const columns = (): number => process.stdout.columns ?? 80;

/** Breaks a text into lines of at most `width`, each behind `indent`; a longer word (a path) stays whole. */
export function wrap(text: string, indent: string, width = columns()): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && indent.length + last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines.map((line) => indent + line).join("\n");
}
