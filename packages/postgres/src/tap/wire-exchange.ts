import type { Prepared } from "./prepared.ts";
import type { Exchange } from "./seen-statement.ts";
import { begins, ends } from "./transaction.ts";
import type { WireStatement } from "./wire-statement.ts";

/** A Parse or Close that the server has not acknowledged, and what its name stood for before; without one: of a portal. */
export interface OpenParse {
  readonly name: string | undefined;
  readonly before: Prepared | undefined;
}

/** The error that a rule puts in place of the server's. */
export interface RuledError {
  readonly sqlState: string;
  readonly frame: Buffer;
  readonly isFatal: boolean;
  /** Which run it strikes; an error before that is the server's own. */
  readonly run: number;
}

/** What is sent up to one Sync or simple Query, on its way through a link. */
export class WireExchange {
  readonly statements: WireStatement[] = [];
  /** What the server answers with a completion each, in order: statements, and a cursor's again for each time it goes on. */
  readonly runs: WireStatement[] = [];
  /** Parses and Closes not acknowledged yet, in order. */
  readonly parses: OpenParse[] = [];
  /** What is described in the answer, in order; undefined: something not known. */
  readonly described: (Prepared | undefined)[] = [];
  #isWanted = false;
  #isDescribed = false;
  isExtended = false;
  /** Some of it has been sent (a client may flush before its Sync). */
  isSent = false;
  /** How many statements that is. */
  sentStatements = 0;
  /** All of it has been sent, up to its Sync or Query: the answer ends with ReadyForQuery. */
  isSynced = false;
  /** COPY: the client sees it as it comes. */
  isStreaming = false;
  /** Its answer is too long to be kept: the client sees it as it comes, and nobody is asked about it. */
  isLeaked = false;
  /** A rule ends the connection when it has run. */
  cut: "unanswered" | "answered" | undefined;
  backend: number | undefined;
  /** Which run the answer is at. */
  answered = 0;
  /** The SQLSTATE after which the server leaves out the rest. */
  failed: string | undefined;
  error: RuledError | undefined;

  /** A statement that is run, or a cursor that goes on. */
  add(statement: WireStatement): void {
    if (!statement.isStarted || !this.statements.includes(statement)) this.statements.push(statement);
    this.runs.push(statement);
    this.#isWanted ||= statement.isDecoded;
    if (this.failed !== undefined) this.fail(this.failed);
  }

  addDescribed(prepared: Prepared | undefined): void {
    this.described.push(prepared);
    this.#isDescribed ||= prepared?.isWanted ?? false;
  }

  get isWanted(): boolean {
    return this.#isWanted;
  }

  /** Whether the frames of the answer must be looked into. */
  get isDecoded(): boolean {
    return this.#isWanted || this.#isDescribed || this.error !== undefined;
  }

  /** What a pattern is shown of one of its statements. */
  about(statement: WireStatement): Exchange {
    const { statements, backend } = this;
    return {
      statement,
      statements,
      backend,
      get transaction() {
        return statement.transaction;
      },
    };
  }

  /** Its answer is whole: counts it, and returns what it has brought something of: statements, and cursors that one fetches from. */
  answer(): readonly WireStatement[] {
    const all = [...new Set(this.statements.flatMap((each) => (each.cursor ? [each, each.cursor] : [each])))];
    for (const statement of all) statement.answers++;
    return all;
  }

  /** The server leaves out what it has not run. */
  fail(sqlState: string): void {
    this.failed = sqlState;
    for (const statement of this.runs.slice(this.answered)) statement.failed = sqlState;
    this.answered = this.runs.length;
  }

  /** What has run without BEGIN is one transaction up to the Sync: an error has undone it, too. */
  undo(sqlState: string, wasInTransaction: boolean): void {
    let isOpen = wasInTransaction;
    let undone: WireStatement[] = [];
    for (const statement of this.runs.slice(0, this.answered)) {
      if (begins(statement)) isOpen = true;
      undone.push(statement);
      if (!ends(statement)) continue;
      isOpen = false;
      undone = [];
    }
    if (!isOpen) for (const statement of undone) statement.failed ??= sqlState;
  }
}
