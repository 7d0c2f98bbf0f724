/**
 * So many take their turn at a time. Whoever takes longer than `waitsAfterMs` is taken to be only waiting, which costs no CPU:
 * another may then begin beside it.
 */
export class Turns {
  readonly #waitsAfterMs: number;
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(atOnce: number, { waitsAfterMs }: { readonly waitsAfterMs: number }) {
    this.#free = atOnce;
    this.#waitsAfterMs = waitsAfterMs;
  }

  /** Resolves when it is one's turn, first come first served; disposing of it ends the turn. */
  async take(): Promise<Disposable> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      this.#next();
    };
    const timer = setTimeout(end, this.#waitsAfterMs);
    return { [Symbol.dispose]: end };
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
