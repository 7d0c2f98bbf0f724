import { beginningOf, type StatementText, splitStatements } from "../wire/split-statements.ts";

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
  readonly #known = {
    standard: new Map<string, readonly KnownText[]>(),
    escaping: new Map<string, readonly KnownText[]>(),
  };

  constructor(wants: (fingerprint: string) => boolean) {
    this.#wants = wants;
  }

  /** The statements of a text, at least one; by the session's standard_conforming_strings. */
  read(sql: string, isStandard = true): readonly KnownText[] {
    const isKept = sql.length <= LONGEST_KEPT;
    const texts = isStandard ? this.#known.standard : this.#known.escaping;
    const known = isKept ? texts.get(sql) : undefined;
    if (known) return known;
    const read = splitStatements(sql, { isStandard }).map((text) => this.#know(text));
    if (!isKept) return read;
    if (texts.size >= TEXTS_KEPT) texts.clear();
    texts.set(sql, read);
    return read;
  }

  #know(text: StatementText): KnownText {
    if (this.#wants(text.fingerprint)) return { text, isWanted: true };
    // It is remembered as a part of its transaction, and need not be known whole.
    const isCut = text.isCut || text.sql.length > LONGEST_KEPT;
    return { text: { ...text, sql: beginningOf(text.sql, LONGEST_KEPT), isCut }, isWanted: false };
  }
}
