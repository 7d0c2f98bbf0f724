import { readString } from "./read-string.ts";

/** A Bind message, its values still as they came. */
export interface Bind {
  readonly portal: string;
  readonly statement: string;
  /** Of each value: whether it is binary. One entry stands for all, none means text. */
  readonly formats: readonly boolean[];
  readonly values: readonly (Buffer | null)[];
  /** The same for the columns of the rows asked for. */
  readonly resultFormats: readonly boolean[];
}

/** Whether the value at a position is binary, by a list of formats. */
export const isBinaryAt = (formats: readonly boolean[], position: number): boolean =>
  (formats.length === 1 ? formats[0] : formats[position]) ?? false;

/** Reads a whole Bind frame. Throws a RangeError when its inner lengths are false. */
export function readBind(frame: Buffer): Bind {
  const [portal, afterPortal] = readString(frame, 5);
  const [statement, afterStatement] = readString(frame, afterPortal);
  let at = afterStatement;
  const readCount = (): number => {
    at += 2;
    return frame.readUInt16BE(at - 2);
  };
  const readFormats = (): boolean[] => Array.from({ length: readCount() }, () => readCount() === 1);
  const formats = readFormats();
  const values = Array.from({ length: readCount() }, () => {
    const length = frame.readInt32BE(at);
    at += 4;
    if (length < 0) return null;
    if (at + length > frame.length) throw new RangeError("a value is longer than its message");
    at += length;
    return frame.subarray(at - length, at);
  });
  return { portal, statement, formats, values, resultFormats: readFormats() };
}
