import { readString } from "./read-string.ts";

/** A column as the server describes it. */
export interface Column {
  readonly name: string;
  /** Id of its type. */
  readonly type: number;
  readonly isBinary: boolean;
}

/** Reads a whole RowDescription frame. Throws a RangeError when its inner lengths are false. */
export function readColumns(frame: Buffer): readonly Column[] {
  let at = 7;
  return Array.from({ length: frame.readUInt16BE(5) }, () => {
    const [name, afterName] = readString(frame, at);
    at = afterName + 18;
    return { name, type: frame.readUInt32BE(afterName + 6), isBinary: frame.readInt16BE(afterName + 16) === 1 };
  });
}

/** Reads a whole ParameterDescription frame: the id of each parameter's type. */
export const readParameterTypes = (frame: Buffer): readonly number[] =>
  Array.from({ length: frame.readUInt16BE(5) }, (_, position) => frame.readUInt32BE(7 + 4 * position));

/** Reads a whole DataRow frame: each value as it came. Throws a RangeError when its inner lengths are false. */
export function readRow(frame: Buffer): readonly (Buffer | null)[] {
  let at = 7;
  return Array.from({ length: frame.readUInt16BE(5) }, () => {
    const length = frame.readInt32BE(at);
    at += 4;
    if (length < 0) return null;
    if (at + length > frame.length) throw new RangeError("a value is longer than its message");
    at += length;
    return frame.subarray(at - length, at);
  });
}
