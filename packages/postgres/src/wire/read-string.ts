/** The zero-terminated string at a place, and the place after it. An end that is missing is the end of the bytes. */
export function readString(bytes: Buffer, at: number): readonly [text: string, next: number] {
  const end = bytes.indexOf(0, at);
  return end < 0 ? [bytes.toString("utf8", at), bytes.length] : [bytes.toString("utf8", at, end), end + 1];
}
