/**
 * How what a source says ends: with a FIN, after which the other side may still speak; with a RST; or because a toxic
 * closes or resets the connection on both sides, whether the other side reads or not.
 */
export type End = "fin" | "rst" | "close" | "reset";

/** Bytes on their way, or the end behind them. */
export type Piece =
  | { readonly bytes: Buffer /** Called when they are out. */; readonly then?: (() => void) | undefined }
  | { readonly end: End };

/** What a piece costs beside its bytes, bytes: about. */
const OVERHEAD = 128;

/** The memory that a piece takes, bytes. */
export const weightOf = (piece: Piece): number => OVERHEAD + ("bytes" in piece ? piece.bytes.length : 0);
