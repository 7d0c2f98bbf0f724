import type { Services } from "../services.ts";
import { pieceKey } from "../store/keys.ts";

/** A piece in the store. */
export interface StoredPiece {
  readonly key: string;
  readonly sum: string;
}

/** Stores the pieces of a job in order. Stored again they are the same, so a run that was broken off does no harm. */
export async function storePieces(
  { store }: Services,
  job: string,
  pieces: readonly Buffer[],
  signal: AbortSignal,
): Promise<readonly StoredPiece[]> {
  const stored: StoredPiece[] = [];
  for (const [index, bytes] of pieces.entries()) {
    const key = pieceKey(job, index + 1);
    stored.push({ key, sum: await store.put(key, bytes, signal) });
  }
  return stored;
}
