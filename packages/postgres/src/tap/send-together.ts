const SMALL = 64 * 1024;

/** Sends pieces in order: small ones as one, so that they cost one write; large ones as they are, so that nothing is copied. */
export function sendTogether(pieces: readonly Buffer[], send: (bytes: Buffer) => void): void {
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (size === 0) return;
  const sent = pieces.length > 1 && size <= SMALL ? [Buffer.concat(pieces)] : pieces;
  for (const piece of sent) if (piece.length > 0) send(piece);
}
