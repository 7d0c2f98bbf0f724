/** The lines of a program, and a way to wait for one. */
export class Heard {
  readonly lines: string[] = [];
  readonly #waiting = new Set<() => void>();

  readonly output = (line: string): void => {
    this.lines.push(line);
    for (const look of this.#waiting) look();
  };

  /** Resolves with the first line that matches and comes at or after `from`. */
  line(pattern: RegExp, from = 0): Promise<string> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.lines.slice(from).find((line) => pattern.test(line));
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}
