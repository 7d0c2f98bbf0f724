import { wait } from "../clock.ts";
import type { RedisRules } from "../faults/redis-rules.ts";
import { CommandWalker } from "../wire/command-walker.ts";
import { decodeCommand } from "../wire/decode-command.ts";
import { encodeCommand, encodeError } from "../wire/encode.ts";
import { type Head, headOf } from "../wire/head-of.ts";
import { splitInline } from "../wire/inline-command.ts";
import { Malformed } from "../wire/malformed.ts";
import type { Conversation } from "./conversation.ts";
import { EXECABORT, type ExpectedReply } from "./expected-reply.ts";
import type { RedisMessage } from "./redis-message.ts";
import { ReplySwitch } from "./reply-switch.ts";
import type { Sight } from "./sight.ts";

/** What the way from the client to the server needs. */
export interface CommandSideOptions {
  readonly conversation: Conversation;
  readonly sight: Sight;
  readonly rules: RedisRules;
  /** Tells the other direction that a reply is waiting which the server does not send. */
  readonly answerLocally: () => void;
}

/** Walks the commands of a connection; holds, refuses, delays or drops those that somebody wants, and lets the rest through. */
export class CommandSide {
  readonly #walker = new CommandWalker();
  readonly #conversation: Conversation;
  readonly #options: CommandSideOptions;
  readonly #replies = new ReplySwitch();
  /** The pieces of the command under way that were not sent on. */
  #kept: Buffer[] = [];
  /** What is known of the command under way; `isKept`: it is wanted whole. */
  #head: (Head & { readonly isKept: boolean }) | undefined;
  #transaction: "none" | "open" | "broken" = "none";

  constructor(options: CommandSideOptions) {
    this.#options = options;
    this.#conversation = options.conversation;
  }

  get isBusy(): boolean {
    return this.#kept.length > 0;
  }

  take(bytes: Buffer): Promise<void> | undefined {
    return this.#walk(bytes, 0);
  }

  #walk(bytes: Buffer, from: number): Promise<void> | undefined {
    /** Everything before is sent on or kept. */
    let sent = from;
    let at = from;
    const flush = (end: number): void => {
      if (end > sent) this.#conversation.sendUp(bytes.subarray(sent, end));
      sent = end;
    };
    try {
      while (at < bytes.length && !this.#conversation.blind && !this.#conversation.gone.aborted) {
        const end = this.#walker.walk(bytes, at);
        const piece = bytes.subarray(at, end < 0 ? bytes.length : end);
        this.#head ??= this.#look(piece, end >= 0);
        if (this.#head && !this.#head.isKept && this.#kept.length > 0) this.#sendKept();
        if (!this.#head || this.#head.isKept) {
          flush(at);
          this.#kept.push(piece);
          sent += piece.length;
        }
        if (end < 0) break;
        at = end;
        const held = this.#ended();
        if (held) return held.then(() => this.#walk(bytes, end));
      }
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.#conversation.blind = true;
    }
    if (this.#conversation.blind) this.#sendKept();
    flush(bytes.length);
    return undefined;
  }

  #sendKept(): void {
    for (const piece of this.#kept) this.#conversation.sendUp(piece);
    this.#kept = [];
  }

  #look(piece: Buffer, whole: boolean): (Head & { readonly isKept: boolean }) | undefined {
    const known = this.#kept.length > 0 ? Buffer.concat([...this.#kept, piece]) : piece;
    if (this.#walker.isInline) {
      // A line is short, and its words are known only at its end.
      return whole ? { size: 1, first: undefined, isKept: true } : undefined;
    }
    const head = headOf(known);
    if (!head) return undefined;
    const command = head.first?.toUpperCase() ?? "";
    const isKept =
      this.#needsArguments(command) || this.#options.sight.wants(command) || this.#options.rules.wants(command);
    return { ...head, isKept };
  }

  #needsArguments(command: string): boolean {
    return command === "CLIENT" || (command === "EXEC" && this.#transaction === "broken");
  }

  #ended(): Promise<void> | undefined {
    const head = this.#head as Head & { readonly isKept: boolean };
    const isInline = this.#walker.isInline;
    this.#head = undefined;
    this.#walker.next();
    if (!head.isKept) {
      if (head.size > 0) this.#expect(head.first?.toUpperCase() ?? "", head.size - 1);
      return undefined;
    }
    const bytes = this.#kept.length === 1 ? (this.#kept[0] as Buffer) : Buffer.concat(this.#kept);
    const words = isInline ? splitInline(bytes.toString()) : decodeCommand(bytes);
    this.#kept = [];
    const [name, ...args] = words;
    if (name === undefined) {
      // Redis answers nothing to an empty line.
      this.#conversation.sendUp(bytes);
      return undefined;
    }
    return this.#sightBefore({ command: name.toUpperCase(), args }, bytes);
  }

  #sightBefore(message: RedisMessage, bytes: Buffer): Promise<void> | undefined {
    const fate = this.#options.sight.see(message, "before");
    if (!fate) return this.#applyRules(message, bytes);
    return fate.then((decided) => {
      if (decided === "drop") this.#conversation.drop();
      return this.#conversation.gone.aborted ? undefined : this.#applyRules(message, bytes);
    });
  }

  #applyRules(message: RedisMessage, bytes: Buffer): Promise<void> | undefined {
    const { delayMs, drop, error } = this.#options.rules.strike(message);
    const go = (): void => {
      if (drop) this.#conversation.drop();
      else if (error !== undefined) this.#refuse(message, encodeError(error));
      else this.#send(message, bytes);
    };
    if (delayMs === 0) return void go();
    return wait(delayMs, this.#conversation.gone).then(() => (this.#conversation.gone.aborted ? undefined : go()));
  }

  #send(message: RedisMessage, bytes: Buffer): void {
    if (message.command === "EXEC" && this.#transaction === "broken") {
      this.#refuse(message, EXECABORT);
    } else {
      this.#expect(message.command, message.args.length, message);
      this.#conversation.sendUp(bytes);
    }
  }

  /** Answers in the server's place. As with a real error the transaction that it was meant for is lost. */
  #refuse(message: RedisMessage, instead: Buffer): void {
    if (message.command === "EXEC" && this.#transaction !== "none") {
      this.#expect("EXEC", 0, message, { instead, fromServer: true });
      this.#conversation.sendUp(encodeCommand(["DISCARD"]));
      return;
    }
    const wasOpen = this.#transaction;
    this.#expect(message.command, message.args.length, message, { instead, fromServer: false });
    this.#transaction = wasOpen === "open" && message.command !== "DISCARD" ? "broken" : wasOpen;
    this.#options.answerLocally();
  }

  #expect(
    command: string,
    size: number,
    message?: RedisMessage,
    how: Pick<ExpectedReply, "instead" | "fromServer"> = { fromServer: true },
  ): void {
    if (command === "MULTI" && this.#transaction === "none") this.#transaction = "open";
    else if (command === "EXEC" || command === "DISCARD" || command === "RESET") this.#transaction = "none";
    // What a replica gets is a stream of its own, not replies.
    if (command === "SYNC" || command === "PSYNC") this.#conversation.blind = true;
    if (!this.#replies.isAnswered(command, message?.args ?? [])) return;
    const seen = message && this.#options.sight.wants(command) ? { message } : {};
    this.#conversation.expected.push({ command, arguments: size, ...seen, ...how });
  }
}
