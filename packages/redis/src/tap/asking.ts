import { encodeCommand } from "../wire/encode.ts";
import { NAMES_SERVERS } from "./addresses-in.ts";
import type { Conversation } from "./conversation.ts";
import { EXECABORT, type ExpectedReply } from "./expected-reply.ts";
import type { RedisMessage } from "./redis-message.ts";
import { ReplySwitch } from "./reply-switch.ts";

/** What asking needs. */
export interface AskingOptions {
  readonly conversation: Conversation;
  /** Whether a command's reply is to be seen with it. */
  readonly wants: (command: string) => boolean;
  /** Tells the other direction that a reply is waiting which the server does not send. */
  readonly answerLocally: () => void;
}

/** Sends commands on to the server, or answers in its place, and keeps account of the replies to come. */
export class Asking {
  readonly #conversation: Conversation;
  readonly #options: AskingOptions;
  readonly #replies = new ReplySwitch();
  #transaction: "none" | "open" | "broken" = "none";

  constructor(options: AskingOptions) {
    this.#options = options;
    this.#conversation = options.conversation;
  }

  /** Whether a command of the open transaction was refused here, so that the server must not do the others. */
  get isTransactionBroken(): boolean {
    return this.#transaction === "broken";
  }

  /** Sends a command on, and so many copies of it (inside a transaction none, where they would not go unnoticed). */
  send(message: RedisMessage, bytes: Buffer, copies = 0): void {
    if (message.command === "EXEC" && this.#transaction === "broken") {
      this.refuse(message, EXECABORT);
      return;
    }
    const wasInTransaction = this.#transaction !== "none";
    this.expect(message.command, message.args.length, message);
    this.#conversation.sendUp(bytes);
    for (let left = wasInTransaction ? 0 : copies; left > 0; left--) {
      this.expect(message.command, message.args.length, message, { fromServer: true, isDiscarded: true });
      this.#conversation.sendUp(bytes);
    }
  }

  /** Answers in the server's place. As with a real error the transaction that it was meant for is lost. */
  refuse(message: RedisMessage, instead: Buffer, closes = false): void {
    const { command, args } = message;
    if (command === "EXEC" && this.#transaction !== "none") {
      this.expect("EXEC", 0, message, { instead, fromServer: true, closes });
      this.#conversation.sendUp(encodeCommand(["DISCARD"]));
      return;
    }
    const wasOpen = this.#transaction;
    this.expect(command, args.length, message, { instead, fromServer: false, closes });
    this.#transaction = wasOpen === "open" && command !== "DISCARD" ? "broken" : wasOpen;
    this.#options.answerLocally();
  }

  /** Takes note that a command with so many words behind its name goes to the server. */
  expect(
    command: string,
    size: number,
    message?: RedisMessage,
    how: Pick<ExpectedReply, "instead" | "fromServer" | "closes" | "isDiscarded"> = { fromServer: true },
  ): void {
    if (command === "MULTI" && this.#transaction === "none") this.#transaction = "open";
    else if (command === "EXEC" || command === "DISCARD" || command === "RESET") this.#transaction = "none";
    // What a replica gets is a stream of its own, not replies.
    if (command === "SYNC" || command === "PSYNC") this.#conversation.goBlind(`what follows ${command}`);
    if (!this.#replies.isAnswered(command, message?.args ?? [])) return;
    const isSeen = message !== undefined && !how.isDiscarded && this.#options.wants(command);
    const names = NAMES_SERVERS.includes(command) ? message?.args[0]?.toUpperCase() : undefined;
    this.#conversation.expected.push({
      command,
      arguments: size,
      ...(isSeen && { message }),
      ...(names !== undefined && { names }),
      ...how,
    });
  }
}
