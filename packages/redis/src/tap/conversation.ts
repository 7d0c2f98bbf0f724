import type { UnseenReport } from "@chaos-packs/contract/kind";
import type { Fifo } from "../wire/fifo.ts";
import type { ExpectedReply } from "./expected-reply.ts";
import type { Subscriptions } from "./subscriptions.ts";

/** What both directions of one connection know. */
export interface Conversation {
  /** Counted from 1 on its link. */
  readonly id: number;
  readonly expected: Fifo<ExpectedReply>;
  readonly subscriptions: Subscriptions;
  /** True: the bytes are not, or no longer, what is understood here; they pass untouched. */
  readonly blind: boolean;
  /** Aborted when the connection is gone. */
  readonly gone: AbortSignal;
  /** From now on everything passes untouched; `what` says for people what that is. */
  goBlind(what: string): void;
  /** Something passes that is not looked at. */
  unseen(report: UnseenReport): void;
  /** Whether an address (`host:port`) is that of the link itself. */
  isOwn(address: string): boolean;
  sendUp(bytes: Buffer): void;
  sendDown(bytes: Buffer): void;
  /** Resets the connection; nothing more of it is looked at. */
  drop(): void;
  /** Ends the connection behind all that was sent (FIN); likewise. */
  hangUp(): void;
}
