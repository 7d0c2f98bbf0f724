/** Up to where a channel is numbered in Redis. */
export interface Position {
  /** The last number; 0 when there is none. */
  readonly seq: number;
  /** Of which memory of the broker the numbers are; undefined when there is none. */
  readonly epoch: string | undefined;
  /** From where the epoch went on: the numbers up to it are an earlier one's, or nobody's. */
  readonly floor: number;
}

/** Where a channel stands to which nothing was published. */
export const nowhere: Position = { seq: 0, epoch: undefined, floor: 0 };

/** Reads a position as the script writes it: `17 epoch 0`. */
export function readPosition(text: string | null | undefined): Position {
  const [, seq, epoch, floor] = /^(\d+) (\S+) (\d+)$/.exec(text ?? "") ?? [];
  return seq === undefined ? nowhere : { seq: Number(seq), epoch, floor: Number(floor) };
}
