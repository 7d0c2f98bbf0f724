import { type Bind, isBinaryAt } from "../wire/read-bind.ts";
import { type Column, readRow } from "../wire/read-rows.ts";
import { readValue } from "../wire/read-value.ts";
import type { StatementText } from "../wire/split-statements.ts";
import type { Prepared } from "./prepared.ts";
import type { SeenStatement } from "./seen-statement.ts";

const ROWS_KEPT = 1_000;

/** A statement on its way through a link. Values are decoded when they are asked for. */
export class WireStatement implements SeenStatement {
  readonly sql: string;
  readonly fingerprint: string;
  readonly isWanted: boolean;
  position = 1;
  failed?: string;
  readonly #bind: Bind | undefined;
  readonly #prepared: Prepared | undefined;
  #columns: readonly Column[] | undefined;
  readonly #read: (readonly (Buffer | null)[])[] = [];
  #parameters: readonly (string | null)[] | undefined;
  #rows: readonly (readonly (string | null)[])[] | undefined;

  constructor(text: StatementText, isWanted: boolean, prepared?: Prepared, bind?: Bind) {
    this.sql = text.sql;
    this.fingerprint = text.fingerprint;
    this.isWanted = isWanted;
    this.#prepared = prepared;
    this.#bind = bind;
  }

  /** The columns of the rows that follow. */
  describe(columns: readonly Column[]): void {
    this.#columns = columns;
  }

  /** A whole DataRow frame. Throws a RangeError when its inner lengths are false. */
  addRow(frame: Buffer): void {
    if (this.#read.length >= ROWS_KEPT) return;
    this.#read.push(readRow(frame));
    this.#rows = undefined;
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
    if (this.#bind) return isBinaryAt(this.#bind.resultFormats, position);
    return this.#columns?.[position]?.isBinary ?? false;
  }
}
