import { readString } from "./read-string.ts";

/** What a CommandComplete frame says. */
export interface Tag {
  /** `UPDATE`, `CREATE TABLE`. */
  readonly command: string;
  /** undefined: the command counts none. */
  readonly rows: number | undefined;
}

// `INSERT 0 5` (the 0 was an object id once), `UPDATE 3`, `CREATE TABLE`.
const TAG = /^([A-Z ]+?)(?: \d{1,10}(?= \d))?(?: (\d{1,19}))?$/;
const LONGEST = 64;

/** Reads a whole CommandComplete frame: https://www.postgresql.org/docs/18/protocol-message-formats.html */
export function readTag(frame: Buffer): Tag {
  const [text] = readString(frame.subarray(0, LONGEST), 5);
  const [, command = text, rows] = TAG.exec(text) ?? [];
  return { command, rows: rows === undefined ? undefined : Number(rows) };
}
