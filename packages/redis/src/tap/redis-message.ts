import type { Json } from "@chaos-packs/contract";

/** A command on the wire, as patterns and rules see it. */
export interface RedisMessage {
  /** In upper case. */
  readonly command: string;
  readonly args: readonly string[];
  /** What was answered: only at the edge `after`. Of a command in a transaction it is its part of the answer to EXEC. */
  readonly reply?: Json;
  /** The code of the error that was answered (`READONLY`). */
  readonly failed?: string;
}

/** The code of an error: its first word, by which clients tell errors apart. */
export const errorCode = (error: string): string => error.split(" ", 1)[0] ?? error;
