import type { Column } from "../wire/read-rows.ts";
import type { StatementText } from "../wire/split-statements.ts";

/** A prepared statement, as far as the wire has told. */
export interface Prepared {
  readonly text: StatementText;
  readonly isWanted: boolean;
  /** By Parse, and by ParameterDescription where Parse left them open. */
  parameterTypes: readonly number[];
  columns: readonly Column[];
}
