import type { Topic } from "../redis/subscribing.ts";
import type { Outgoing } from "./outgoing.ts";

/** A wish to hear of a channel or a pattern, however often it was made. */
export interface Wish {
  readonly topic: Topic;
  /** How often it was made without having been answered. */
  unanswered: number;
  /** Its client has been told that it stands. */
  isInForce: boolean;
}

/** Somebody who listens here, over a WebSocket, an event stream, or for the process itself. */
export interface LiveSocket {
  readonly id: string;
  readonly over: "websocket" | "event stream" | "journal";
  /** By key of the topic. */
  readonly wishes: Map<string, Wish>;
  /** When it gave its last sign of life, ms of a clock that only goes forward. */
  aliveAt: number;
  /** What it had taken when it was looked after last, bytes. */
  hadTaken: number;
  /** Hands over one message. `text` is the message as JSON. */
  write(message: Outgoing, text: string): void;
  /** Bytes that wait for it. */
  unsent(): number;
  /** Resolves when it has taken all that waits for it, or has ended. */
  drained(): Promise<void>;
  /** Bytes that it has taken so far, as far as can be seen from here. */
  taken(): number;
  /** Asks the client for a sign of life; absent where there is no way: then it is one that it takes what it is given. */
  readonly probe?: () => void;
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
  /** Says goodbye. */
  close(): void;
  /** Ends it without a word. */
  cut(): void;
}
