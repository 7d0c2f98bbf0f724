import { readString } from "./read-string.ts";

/** The SQLSTATE of a whole ErrorResponse frame; `XX000` when it has none. */
export function readSqlState(frame: Buffer): string {
  let at = 5;
  while (at < frame.length && frame[at] !== 0) {
    const [value, next] = readString(frame, at + 1);
    if (frame[at] === "C".charCodeAt(0)) return value;
    at = next;
  }
  return "XX000";
}
