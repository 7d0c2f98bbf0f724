import type { Prepared } from "./prepared.ts";
import type { Exchange } from "./seen-statement.ts";
import type { WireStatement } from "./wire-statement.ts";

/** A Parse that the server has not acknowledged, and what its name stood for before. */
export interface OpenParse {
  readonly name: string;
  readonly before: Prepared | undefined;
}

/** An exchange on its way through a link. */
export class WireExchange implements Exchange {
  readonly statements: WireStatement[] = [];
  transaction: readonly WireStatement[] = [];
  /** Parses not acknowledged yet, in order. */
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
  /** COPY: the client must see the answer as it comes. */
  isStreaming = false;
  isAsked = false;
  /** A rule ends the connection when it has run. */
  cut: "unanswered" | "answered" | undefined;
  backend: number | undefined;
  /** Which statement the answer is at. */
  answered = 0;
  /** The error that a rule puts in place of the server's. */
  error: { readonly sqlState: string; readonly frame: Buffer; readonly isFatal: boolean } | undefined;

  add(statement: WireStatement): void {
    this.statements.push(statement);
    this.#isWanted ||= statement.isWanted;
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
}
