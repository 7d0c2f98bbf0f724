import { readString } from "./read-string.ts";

/** The SQLSTATE of a whole ErrorResponse frame; `XX000` when it has none. */
export const readSqlState = (frame: Buffer): string => fieldOf(frame, "C") ?? "XX000";

/** Whether the server ends the connection after a whole ErrorResponse frame, without a ReadyForQuery. */
export const isFatalError = (frame: Buffer): boolean =>
  // `V` is not translated; servers before 9.6 have only `S`.
  ["FATAL", "PANIC"].includes(fieldOf(frame, "V") ?? fieldOf(frame, "S") ?? "");

/** https://www.postgresql.org/docs/18/protocol-error-fields.html */
function fieldOf(frame: Buffer, field: string): string | undefined {
  let at = 5;
  while (at < frame.length && frame[at] !== 0) {
    const [value, next] = readString(frame, at + 1);
    if (frame[at] === field.charCodeAt(0)) return value;
    at = next;
  }
  return undefined;
}
