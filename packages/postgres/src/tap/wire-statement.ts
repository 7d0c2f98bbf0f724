import { type Bind, isBinaryAt } from "../wire/read-bind.ts";
import { type Column, readRow } from "../wire/read-rows.ts";
import type { Tag } from "../wire/read-tag.ts";
import { readValue } from "../wire/read-value.ts";
import type { StatementText } from "../wire/split-statements.ts";
import type { Prepared } from "./prepared.ts";
import type { SeenStatement } from "./seen-statement.ts";

const ROWS_KEPT = 1_000;
const BYTES_KEPT = 8 * 1024 * 1024;

/** A statement on its way through a link. Values are decoded when they are asked for. */
export class WireStatement implements SeenStatement {
  readonly text: StatementText;
  readonly isWanted: boolean;
  position = 1;
  failed?: string;
  affected: number | undefined;
  command: string | undefined;
  answers = 0;
  /** It is on its way to the server: what follows of it only goes on with it. */
  isStarted = false;
  /** What it fetches from, when it is a FETCH: its rows are that one's, too. */
  cursor: WireStatement | undefined;
  /** Where it ends in what is sent with it: bytes of an extended exchange. */
  end = 0;
  #siblings: readonly WireStatement[] = [];
  #place = 0;
  readonly #bind: Bind | undefined;
  readonly #prepared: Prepared | undefined;
  #columns: readonly Column[] | undefined;
  readonly #read: (readonly (Buffer | null)[])[] = [];
  #bytes = 0;
  /** Rows of Executes that stopped at their limit; the tag of the last one counts only its own. */
  #suspended = 0;
  #counted = 0;
  #parameters: readonly (string | null)[] | undefined;
  #rows: readonly (readonly (string | null)[])[] | undefined;

  constructor(text: StatementText, isWanted: boolean, prepared?: Prepared, bind?: Bind) {
    this.text = text;
    this.isWanted = isWanted;
    this.#prepared = prepared;
    this.#bind = bind;
  }

  get sql(): string {
    return this.text.sql;
  }

  get fingerprint(): string {
    return this.text.fingerprint;
  }

  get isCut(): boolean {
    return this.text.isCut;
  }

  /** Whether its answer must be looked into. */
  get isDecoded(): boolean {
    return this.isWanted || (this.cursor?.isWanted ?? false);
  }

  /** Its place in a list that only grows: that of its transaction. */
  standsIn(siblings: readonly WireStatement[], place: number): void {
    this.#siblings = siblings;
    this.#place = place;
  }

  /** The earlier statements of its transaction. */
  get transaction(): readonly WireStatement[] {
    return this.#siblings.slice(0, this.#place);
  }

  /** The columns of the rows that follow. */
  describe(columns: readonly Column[]): void {
    this.#columns = columns;
    this.cursor?.describe(columns);
  }

  /** A whole DataRow frame. Throws a RangeError when its inner lengths are false. */
  addRow(frame: Buffer): void {
    this.#counted++;
    this.cursor?.addRow(frame);
    if (!this.isWanted || this.#read.length >= ROWS_KEPT || this.#bytes + frame.length > BYTES_KEPT) return;
    this.#bytes += frame.length;
    this.#read.push(readRow(frame));
    this.#rows = undefined;
  }

  /** The server has stopped at the limit of an Execute: there may be more rows. */
  suspend(): void {
    this.#suspended += this.#counted;
    this.#counted = 0;
    this.affected = this.#suspended;
  }

  /** It is done; or, of a cursor, what a FETCH asked for. */
  complete({ command, rows }: Tag): void {
    this.command = command;
    this.affected = rows === undefined ? undefined : this.#suspended + rows;
    this.cursor?.fetched(rows ?? 0);
  }

  fetched(rows: number): void {
    this.affected = (this.affected ?? 0) + rows;
  }

  get parameters(): readonly (string | null)[] {
    const { values = [], formats = [] } = this.#bind ?? {};
    this.#parameters ??= values.map((value, position) =>
      value === null ? null : readValue(value, isBinaryAt(formats, position), this.#prepared?.parameterTypes[position]),
    );
    return this.#parameters;
  }

  get columns(): readonly string[] {
    return this.#describedBy().map(({ name }) => name);
  }

  get rows(): readonly (readonly (string | null)[])[] {
    const columns = this.#describedBy();
    this.#rows ??= this.#read.map((row) =>
      row.map((value, position) =>
        value === null ? null : readValue(value, this.#isBinary(position), columns[position]?.type),
      ),
    );
    return this.#rows;
  }

  row = (column: string): string | null | undefined => this.rows[0]?.[this.columns.indexOf(column)];

  #describedBy(): readonly Column[] {
    return this.#columns ?? this.#prepared?.columns ?? [];
  }

  // What Describe says of a statement does not know in which format the rows were asked for; Bind does.
  #isBinary(position: number): boolean {
    if (this.#bind && this.#bind.resultFormats.length > 0) return isBinaryAt(this.#bind.resultFormats, position);
    return this.#columns?.[position]?.isBinary ?? false;
  }
}
