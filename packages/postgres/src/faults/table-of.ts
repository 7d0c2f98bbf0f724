import type { SeenStatement } from "../tap/seen-statement.ts";

const NAME = '(?:"(?:[^"]|"")+"|[a-z_][\\w$]*)(?: ?\\. ?(?:"(?:[^"]|"")+"|[a-z_][\\w$]*))?';
// "for update", "for no key update" and "do update" name no table.
const WRITTEN = new RegExp(
  `\\b(?:insert into|(?<!\\b(?:for|key|do) )update|delete from|merge into|truncate(?: table)?)(?: only)? (${NAME})`,
);
const READ = new RegExp(`\\bfrom(?: only)? (${NAME})`);
const LOCKING = /\bfor (no key update|update|key share|share)\b/;

/** A table as a statement names it. */
export interface NamedTable {
  readonly name: string;
  /** Whether its rows are written, or locked. */
  readonly isChanged: boolean;
}

/** The table that a statement writes, or else the first that it reads; undefined when there is none. */
export function tableOf({ fingerprint }: Pick<SeenStatement, "fingerprint">): NamedTable | undefined {
  const written = WRITTEN.exec(fingerprint)?.[1];
  const name = written ?? READ.exec(fingerprint)?.[1];
  return name === undefined ? undefined : { name, isChanged: written !== undefined || LOCKING.test(fingerprint) };
}

/** Whether a statement writes or locks rows of a table that it names. */
export const changesRows = (statement: Pick<SeenStatement, "fingerprint">): boolean =>
  tableOf(statement)?.isChanged ?? false;
