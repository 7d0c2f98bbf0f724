/** Thrown by what walks bytes that are not the protocol; whoever meets it passes everything through blind from there on. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}
