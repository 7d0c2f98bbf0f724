import type { Edge, Fate } from "@chaos-packs/contract/kind";
import { waitOut } from "@chaos-packs/wire";
import type { PostgresRule } from "../rules/postgres-rule.ts";
import { delaysOf } from "../rules/rule-book.ts";
import type { Conversation } from "./conversation.ts";
import { type Notification, readNotification } from "./notification.ts";

/** A notification that somebody wants, with its bytes. */
export interface Notified {
  readonly message: Notification;
  readonly bytes: Buffer;
}

/** Whether a piece of what the server sends is such a notification. */
export const isNotified = (piece: Buffer | Notified): piece is Notified => "message" in piece;

/** Lets go what need not wait for a notification. */
type GoAhead = () => void;

/** Notifications on their way to one client: holds, loses, delays or cuts those that somebody wants. */
export class Notifications {
  readonly #talk: Conversation;

  constructor(talk: Conversation) {
    this.#talk = talk;
  }

  /** Whether some must be looked into. */
  get areWanted(): boolean {
    const { wantsChannel, rules } = this.#talk.options;
    return wantsChannel !== undefined || rules.wantsNotifications;
  }

  /** Reads a whole frame; undefined: nobody wants it. Throws a RangeError when it is too short. */
  read(bytes: Buffer): Notified | undefined {
    const { wantsChannel, rules, by } = this.#talk.options;
    const message = { ...readNotification(bytes), backend: this.#talk.backend, to: by };
    return rules.wantsNotifications || wantsChannel?.(message.channel) ? { message, bytes } : undefined;
  }

  /**
   * Sends an answer, and the notifications that stand in it, in their order. What a notification has to wait for is no
   * concern of the answer that the server had begun before: the rest of it goes ahead. All that comes later waits for the
   * promise.
   */
  pass(pieces: readonly (Buffer | Notified)[]): Promise<void> | undefined {
    let left = [...pieces];
    const send = (bytes: Buffer): void => this.#talk.connection.sendDown(bytes);
    const goAhead: GoAhead = () => {
      for (const piece of left) if (!isNotified(piece)) send(piece);
      left = left.filter(isNotified);
    };
    const next = (): Promise<void> | undefined => {
      for (let piece = left.shift(); piece; piece = left.shift()) {
        const waiting = isNotified(piece) ? this.#pass(piece, goAhead) : send(piece);
        if (waiting) return waiting.then(next);
      }
      return undefined;
    };
    return next();
  }

  #pass(notified: Notified, goAhead: GoAhead): Promise<void> | undefined {
    return this.#afterFate(
      notified.message,
      "before",
      goAhead,
      () => this.#talk.connection.reset(),
      () => this.#applyRules(notified, goAhead),
    );
  }

  #applyRules({ message, bytes }: Notified, goAhead: GoAhead): Promise<void> | undefined {
    const { rules } = this.#talk.options;
    const strikes = rules.strikeNotification(message, this.#talk.connection.id);
    const rule = strikes.find((strike) => strike.rule.delayMs === undefined)?.rule ?? {};
    const go = (): Promise<void> | undefined => this.#send({ message, bytes }, rule, goAhead);
    const waiting = waitOut(delaysOf(strikes), this.#talk.closed);
    if (!waiting) return go();
    goAhead();
    return waiting.then(go);
  }

  #send({ message, bytes }: Notified, { loses, cut }: PostgresRule, goAhead: GoAhead): Promise<void> | undefined {
    const { connection, closed } = this.#talk;
    if (closed.aborted || loses) return undefined;
    if (cut) goAhead();
    if (cut === "before") return void connection.reset();
    connection.sendDown(bytes);
    if (cut) return void connection.close();
    return this.#afterFate(
      message,
      "after",
      goAhead,
      () => connection.close(),
      () => undefined,
    );
  }

  #afterFate(
    message: Notification,
    edge: Edge,
    goAhead: GoAhead,
    drop: () => void,
    next: () => Promise<void> | undefined,
  ): Promise<void> | undefined {
    const fate = this.#ask(message, edge);
    if (!fate) return next();
    goAhead();
    return fate.then((decided) => (decided === "drop" ? drop() : next()));
  }

  #ask(message: Notification, edge: Edge): Promise<Fate> | undefined {
    const { wantsChannel, watch, dependency, by } = this.#talk.options;
    if (!wantsChannel?.(message.channel)) return undefined;
    return watch({ dependency, by, edge, message, connection: this.#talk.connection });
  }
}
