const SMALL = 64 * 1024;

/** Sends pieces in order: small ones as one, so that they cost one write; large ones as they are, so that nothing is copied. */
export function sendTogether(pieces: readonly Buffer[], send: (bytes: Buffer) => void): void {
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (size === 0) return;
  if (pieces.length > 1 && size <= SMALL) return send(Buffer.concat(pieces));
  for (const piece of pieces) if (piece.length > 0) send(piece);
}
