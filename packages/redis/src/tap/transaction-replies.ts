import type { Decoded } from "../wire/decode-value.ts";
import { answeredWith, type RedisMessage } from "./redis-message.ts";

/** Follows a transaction by what the server answers, so that each queued command finds its part of the answer to EXEC. */
export class TransactionReplies {
  /** By position in the transaction; undefined for those that nobody wants to see. */
  #queued: (RedisMessage | undefined)[] | undefined;

  /** Whether the answer to EXEC must be decoded. */
  get isWanted(): boolean {
    return this.#queued?.some((message) => message !== undefined) ?? false;
  }

  /** Takes note of an answer by its command and its first byte; true: the command is queued, and not done yet. */
  note(command: string, type: string, message: RedisMessage | undefined): boolean {
    if (command === "EXEC" || command === "DISCARD" || command === "RESET") {
      // A refused EXEC ends the transaction, too.
      this.#queued = undefined;
      return false;
    }
    if (!this.#queued) {
      if (command === "MULTI" && type === "+") this.#queued = [];
      return false;
    }
    if (type !== "+") return false;
    this.#queued.push(message);
    return true;
  }

  /** The queued commands with what EXEC answered for each. */
  settle({ value, error, items }: Decoded): readonly RedisMessage[] {
    const settled = (this.#queued ?? []).map((message, at): RedisMessage | undefined => {
      if (!message) return undefined;
      // Nothing was done when the answer is an error, or null because a watched key had changed.
      return answeredWith(message, items?.[at] ?? { value, error: error ?? "WATCH" });
    });
    return settled.filter((message) => message !== undefined);
  }
}
