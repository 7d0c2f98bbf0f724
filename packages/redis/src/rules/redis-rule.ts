import type { Edge } from "@chaos-packs/contract/kind";
import type { RuleOnLink } from "@chaos-packs/wire";
import type { PushedMessage } from "../tap/pushed-message.ts";
import type { RedisMessage } from "../tap/redis-message.ts";
import type { CommandMatch, PushedMatch } from "./match.ts";

/** A rule on one link: what it strikes, and one thing that it does. */
export interface RedisRule extends RuleOnLink {
  /** Commands (default), messages pushed to subscribers, or connections that are dialled from now on. */
  readonly on?: "commands" | "pushed" | "connections";
  /** Which of them; on connections, the commands that get the error. Absent: on commands all but those that set a connection up. */
  readonly match?: CommandMatch & PushedMatch;
  /** Which of them, instead of `match`. */
  readonly isMeant?: (message: RedisMessage | PushedMessage) => boolean;
  /** On commands: `before` (default) the server knows of them, or `after` it has done them. */
  readonly edge?: Edge;
  /** What the client is told: at `before` the server never hears of the command, at `after` it has done it. */
  readonly error?: string;
  /** With `error`: the connection ends behind it (FIN). */
  readonly closes?: boolean;
  /** With `error`, on connections: only the first command of each that matches. */
  readonly once?: boolean;
  readonly delayMs?: number;
  /**
   * The connection is lost: `before` the server hears of the command (RST), or the subscriber of the message; `unanswered`, when the
   * command is done and nothing of it was told (RST); `inside` the reply or the message, behind `items` of it or its half (FIN);
   * `answered`, behind the reply or the message (FIN).
   */
  readonly cut?: "before" | "unanswered" | "inside" | "answered";
  /** The server does the command, or the subscriber gets the message, so many times more. */
  readonly copies?: number;
  /** So many items of the reply are left; the rest is missing, or with `cut: "inside"` lost with the connection. */
  readonly items?: number;
  /** The pushed message is lost, and the connection lives. */
  readonly loses?: true;
  /** On connections: what is said instead of Redis's protocol, `at` the dial or when the client has said something. */
  readonly says?: { readonly text: string; readonly at: "dial" | "first bytes" };
}

/** The edge at which a rule on commands acts. */
export const edgeOf = ({ cut, items, edge = "before" }: RedisRule): Edge =>
  items !== undefined || (cut !== undefined && cut !== "before") ? "after" : edge;
