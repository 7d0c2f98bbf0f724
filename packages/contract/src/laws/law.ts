/** One law, to be run as a test: `for (const { title, check } of packLaws(pack)) test(title, check)`. */
export interface Law {
  readonly title: string;
  /** Throws when the law is broken, and says how. */
  check(): void;
}

/** Throws what is told unless it is so. */
export function must(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}
