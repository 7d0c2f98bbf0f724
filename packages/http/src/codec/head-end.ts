const CR = 13;
const LF = 10;

/** Where lines that end in an empty line end: the index after it, -1 when more must come, -2 when it is no HTTP. */
export function headEnd(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(LF, from); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at - 1] !== CR) return -2;
    if (at === from + 1) return at + 1;
    if (bytes[at - 2] === LF) return at + 1;
  }
  return -1;
}
