import type { WireStatement } from "./wire-statement.ts";

const BEGINS = /^(begin|start transaction)\b/;
const ENDS = /^(commit|end|abort|rollback(?! (work |transaction )?to\b)|prepare transaction)\b/;
const CHAINS = /\band chain$/;
const STATEMENTS_KEPT = 10_000;

/** The statements of one connection's open transaction, read off their texts: an answer may still be on its way. */
export class Transaction {
  #statements: WireStatement[] = [];
  #isOpen = false;
  #count = 0;

  get statements(): readonly WireStatement[] {
    return this.#statements;
  }

  /** Takes the statements of an exchange, numbering them; returns what was before them. */
  add(statements: readonly WireStatement[]): readonly WireStatement[] {
    const before = this.#statements.slice();
    for (const statement of statements) this.#take(statement);
    return before;
  }

  /** The server says that no transaction is open, and nothing is on its way that could have opened one. */
  close(): void {
    this.#statements = [];
    this.#isOpen = false;
    this.#count = 0;
  }

  #take(statement: WireStatement): void {
    const { fingerprint } = statement;
    if (BEGINS.test(fingerprint)) {
      // What is still listed then ran by itself, and its ReadyForQuery is on its way.
      if (!this.#isOpen) this.close();
      this.#isOpen = true;
      statement.position = 0;
    } else {
      this.#count++;
      statement.position = this.#count;
    }
    if (this.#statements.length < STATEMENTS_KEPT) this.#statements.push(statement);
    if (!ENDS.test(fingerprint)) return;
    this.close();
    this.#isOpen = CHAINS.test(fingerprint);
  }
}
