import type { WireStatement } from "./wire-statement.ts";

const BEGINS = /^(begin|start transaction)\b/;
const ENDS = /^(commit|end|abort|rollback(?! (work |transaction )?to\b)|prepare transaction)\b/;
const CHAINS = /\band chain$/;
const STATEMENTS_KEPT = 10_000;
const CHARACTERS_KEPT = 64_000_000;

/** Whether a statement opens a transaction. */
export const begins = ({ fingerprint }: Pick<WireStatement, "fingerprint">): boolean => BEGINS.test(fingerprint);

/** Whether a statement ends the transaction that is open. */
export const ends = ({ fingerprint }: Pick<WireStatement, "fingerprint">): boolean => ENDS.test(fingerprint);

/** The statements of one connection's open transaction, read off their texts: an answer may still be on its way. */
export class Transaction {
  /** Only grows: statements refer to what stands before them in it. */
  #statements: WireStatement[] = [];
  #characters = 0;
  #isOpen = false;
  #count = 0;

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Takes statements, those that begin an exchange or more of it: gives each its number, and what was before it. */
  add(statements: readonly WireStatement[], isBeginning: boolean): void {
    if (isBeginning && !this.#isOpen) this.close();
    for (const statement of statements) this.#take(statement);
  }

  /** The server says that no transaction is open, and nothing is on its way that could have opened one. */
  close(): void {
    this.#statements = [];
    this.#characters = 0;
    this.#isOpen = false;
    this.#count = 0;
  }

  #take(statement: WireStatement): void {
    if (begins(statement)) {
      // What came before it ran by itself, and its ReadyForQuery is on its way.
      if (!this.#isOpen) this.close();
      this.#isOpen = true;
      statement.position = 0;
    } else {
      this.#count++;
      statement.position = this.#count;
    }
    if (this.#isOpen) this.#keep(statement);
    if (!ends(statement)) return;
    this.close();
    this.#isOpen = CHAINS.test(statement.fingerprint);
  }

  #keep(statement: WireStatement): void {
    statement.standsIn(this.#statements, this.#statements.length);
    this.#characters += statement.sql.length;
    if (this.#statements.length < STATEMENTS_KEPT && this.#characters <= CHARACTERS_KEPT)
      this.#statements.push(statement);
  }
}
