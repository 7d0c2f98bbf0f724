/** What can be told of an array from its first bytes. */
export interface Head {
  /** How many items it has. */
  readonly size: number;
  /** Its first items as they stand, up to the first one that is no blob, or a long one. */
  readonly words: readonly string[];
}

/** No name of a command, and hardly a channel's, is longer. */
const LONGEST_WORD = 256;
const BLOB = 0x24;

/** Reads the head of an array or push with its first so many items; `undefined` when more bytes are needed to tell. */
export function headOf(bytes: Buffer, count = 1): Head | undefined {
  const lineEnd = bytes.indexOf("\r\n");
  if (lineEnd < 0) return undefined;
  const size = Number(bytes.toString("latin1", 1, lineEnd));
  const words: string[] = [];
  let at = lineEnd + 2;
  while (words.length < Math.min(size, count)) {
    if (at >= bytes.length) return undefined;
    if (bytes[at] !== BLOB) break;
    const blob = bytes.indexOf("\r\n", at);
    if (blob < 0) return undefined;
    const length = Number(bytes.toString("latin1", at + 1, blob));
    if (!(length >= 0 && length <= LONGEST_WORD)) break;
    const end = blob + 2 + length;
    if (end > bytes.length) return undefined;
    words.push(bytes.toString("utf8", blob + 2, end));
    at = end + 2;
  }
  return { size, words };
}
