import { type StatementText, splitStatements } from "../wire/split-statements.ts";

/** A statement of a text, and whether some pattern wants it. */
export interface KnownText {
  readonly text: StatementText;
  readonly isWanted: boolean;
}

const TEXTS_KEPT = 5_000;
const LONGEST_KEPT = 10_000;

/** What the texts of a service are; most come again and again, so they are taken apart once. */
export class StatementTexts {
  readonly #wants: (fingerprint: string) => boolean;
  readonly #known = new Map<string, readonly KnownText[]>();

  constructor(wants: (fingerprint: string) => boolean) {
    this.#wants = wants;
  }

  /** The statements of a text; at least one. */
  read(sql: string): readonly KnownText[] {
    const known = this.#known.get(sql);
    if (known) return known;
    const read = splitStatements(sql).map((text) => ({ text, isWanted: this.#wants(text.fingerprint) }));
    if (sql.length > LONGEST_KEPT) return read;
    if (this.#known.size >= TEXTS_KEPT) this.#known.clear();
    this.#known.set(sql, read);
    return read;
  }
}
