import type { Json } from "@chaos-packs/contract/kind";
import type { Decoded } from "../wire/decode-value.ts";
import type { Script } from "./scripts.ts";

/** A command on the wire, as patterns and rules see it. */
export interface RedisMessage {
  /** In upper case. */
  readonly command: string;
  readonly args: readonly string[];
  /** Its keys, or the channels that it names, wherever the server's own COMMAND says that they stand. */
  readonly keys: readonly string[];
  /** The script that it runs; EVAL and EVALSHA of one script have the same. */
  readonly script?: Script;
  /** What was answered: only at the edge `after`. Of a command in a transaction it is its part of the answer to EXEC. */
  readonly reply?: Json;
  /** The code of the error that was answered (`READONLY`). */
  readonly failed?: string;
}

/** The code of an error: its first word, by which clients tell errors apart. */
export const errorCode = (error: string): string => error.split(" ", 1)[0] ?? error;

const asked = new WeakMap<object, object>();

/** The message with its reply. */
export const answeredWith = (
  message: RedisMessage,
  { value: reply, error }: Pick<Decoded, "value" | "error">,
): RedisMessage => {
  const answered = { ...message, reply, ...(error !== undefined && { failed: errorCode(error) }) };
  asked.set(answered, message);
  return answered;
};

/** The message as it was before it had a reply. */
export const askedOf = (message: object): object => asked.get(message) ?? message;

/** Whether both are one message on the wire, be it with its reply or before it had one. */
export const isSameMessage = (one: object, other: object): boolean => askedOf(one) === askedOf(other);
