/** What can be told of an array from its first bytes. */
export interface Head {
  /** How many items it has. */
  readonly size: number;
  /** Its first item as it stands; undefined when that is no blob, or a long one. */
  readonly first: string | undefined;
}

/** No name of a command, and no kind of a push, is longer. */
const LONGEST_NAME = 64;

/** Reads the head of an array or push; `undefined` when more bytes are needed to tell. */
export function headOf(bytes: Buffer): Head | undefined {
  const lineEnd = bytes.indexOf("\r\n");
  if (lineEnd < 0) return undefined;
  const size = Number(bytes.toString("latin1", 1, lineEnd));
  const at = lineEnd + 2;
  if (!(size > 0)) return { size, first: undefined };
  if (at >= bytes.length) return undefined;
  if (bytes[at] !== 0x24) return { size, first: undefined };
  const blob = bytes.indexOf("\r\n", at);
  if (blob < 0) return undefined;
  const length = Number(bytes.toString("latin1", at + 1, blob));
  if (!(length >= 0 && length <= LONGEST_NAME)) return { size, first: undefined };
  const end = blob + 2 + length;
  return end > bytes.length ? undefined : { size, first: bytes.toString("latin1", blob + 2, end) };
}
