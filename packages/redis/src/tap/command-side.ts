import { waitOut } from "@chaos-packs/wire";
import type { CommandTable } from "../commands/command-table.ts";
import type { RuleBook } from "../rules/rule-book.ts";
import { CommandWalker } from "../wire/command-walker.ts";
import { decodeCommand } from "../wire/decode-command.ts";
import { encodeError } from "../wire/encode.ts";
import { headOf } from "../wire/head-of.ts";
import { splitInline } from "../wire/inline-command.ts";
import { NAMES_SERVERS } from "./addresses-in.ts";
import { afterFate } from "./after-fate.ts";
import { Asking } from "./asking.ts";
import type { Conversation } from "./conversation.ts";
import { FrameStream, type Frames, MOST_KEPT } from "./frame-stream.ts";
import type { LinkTraffic } from "./link-traffic.ts";
import type { RedisMessage } from "./redis-message.ts";
import type { Scripts } from "./scripts.ts";
import type { Sight } from "./sight.ts";

/** What the way from the client to the server needs. */
export interface CommandSideOptions {
  readonly conversation: Conversation;
  readonly sight: Sight;
  readonly rules: RuleBook;
  readonly traffic: LinkTraffic;
  readonly commands: CommandTable;
  readonly scripts: Scripts;
  /** Tells the other direction that a reply is waiting which the server does not send. */
  readonly answerLocally: () => void;
}

/** What is known of the command under way; `isKept`: it is wanted whole. */
interface CommandFrame {
  readonly command: string;
  readonly size: number;
  readonly isKept: boolean;
}

/** Walks the commands of a connection; holds, refuses, delays, repeats or drops those that somebody wants, and lets the rest through. */
export class CommandSide implements Frames<CommandFrame> {
  readonly #walker = new CommandWalker();
  readonly #conversation: Conversation;
  readonly #options: CommandSideOptions;
  readonly #asking: Asking;
  readonly #stream: FrameStream<CommandFrame>;

  constructor(options: CommandSideOptions) {
    this.#options = options;
    this.#conversation = options.conversation;
    this.#asking = new Asking({
      conversation: options.conversation,
      wants: (command) => options.sight.wants(command) || options.rules.wantsReply(command),
      answerLocally: options.answerLocally,
    });
    this.#stream = new FrameStream(options.conversation, this);
  }

  get isBusy(): boolean {
    return this.#stream.isInside;
  }

  take(bytes: Buffer): Promise<void> | undefined {
    return this.#stream.take(bytes);
  }

  walk(bytes: Buffer, at: number): number {
    return this.#walker.walk(bytes, at);
  }

  look(known: Buffer, isWhole: boolean): CommandFrame | undefined {
    // A line is short, and its words are known only at its end.
    if (this.#walker.isInline) return isWhole ? { command: "", size: 1, isKept: true } : undefined;
    const head = headOf(known);
    if (!head) return undefined;
    const command = head.words[0]?.toUpperCase() ?? "";
    return { command, size: head.size, isKept: this.#needsArguments(command) || this.#isWanted(command) };
  }

  tooLong({ command }: CommandFrame): "pass" {
    this.#conversation.unseen({ why: "undecoded", what: `${command} of more than ${MOST_KEPT / 2 ** 20} MiB` });
    return "pass";
  }

  mayBeFollowed(): boolean {
    return false;
  }

  send(bytes: Buffer): void {
    this.#conversation.sendUp(bytes);
  }

  ended({ command, size, isKept }: CommandFrame, bytes: Buffer): Promise<void> | undefined {
    const { isInline } = this.#walker;
    this.#walker.next();
    if (!isKept) {
      if (size > 0) {
        this.#options.traffic.command(command);
        this.#asking.expect(command, size - 1);
      }
      return undefined;
    }
    const [name, ...args] = isInline ? splitInline(bytes.toString()) : decodeCommand(bytes);
    if (name === undefined) {
      // Redis answers nothing to an empty line.
      this.#conversation.sendUp(bytes);
      return undefined;
    }
    const message = this.#messageOf(name.toUpperCase(), args);
    this.#options.traffic.command(message.command);
    return this.#sightBefore(message, bytes);
  }

  #messageOf(command: string, args: readonly string[]): RedisMessage {
    const { commands, scripts } = this.#options;
    const script = scripts.of(command, args);
    return { command, args, keys: commands.keysOf(command, args), ...(script && { script }) };
  }

  #isWanted(command: string): boolean {
    const { sight, rules } = this.#options;
    return sight.wants(command) || rules.wants(command, this.#conversation.id);
  }

  #needsArguments(command: string): boolean {
    return (
      command === "CLIENT" ||
      NAMES_SERVERS.includes(command) ||
      (command === "EXEC" && this.#asking.isTransactionBroken)
    );
  }

  #sightBefore(message: RedisMessage, bytes: Buffer): Promise<void> | undefined {
    const { sight, conversation } = this.#options;
    return afterFate(
      sight.see(message, "before"),
      conversation,
      () => conversation.drop(),
      () => this.#applyRules(message, bytes),
    );
  }

  #applyRules(message: RedisMessage, bytes: Buffer): Promise<void> | undefined {
    const { rules, conversation } = this.#options;
    const { delays, rule = {} } = rules.strike(message, "before", conversation.id);
    const go = (): void => {
      if (conversation.gone.aborted) return;
      if (rule.cut) conversation.drop();
      else if (rule.error !== undefined) this.#asking.refuse(message, encodeError(rule.error), rule.closes);
      else this.#asking.send(message, bytes, rule.copies);
    };
    const waiting = waitOut(delays, conversation.gone);
    if (waiting) return waiting.then(go);
    go();
    return undefined;
  }
}
