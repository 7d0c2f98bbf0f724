import type { StreamEnd } from "./history.ts";

/** An operation that stays open, in the hands of a client. Everything that happens on it is recorded. */
export interface ClientStream<O = unknown, S = never> {
  /** That of its record in the history. */
  readonly id: number;
  /** What has arrived so far, in its order. */
  readonly items: readonly O[];
  /** Resolves when what has arrived is as wanted; rejects at the deadline or when the stream has ended, saying what had come. */
  until(wanted: (items: readonly O[]) => boolean): Promise<readonly O[]>;
  /** Says something to the service; nothing happens when the stream has ended. */
  send(wish: S): void;
  /** Reads nothing more, so that what the service sends piles up on its side; its pings get no answer either. */
  stall(): void;
  /** Reads on after a stall. */
  resume(): void;
  /** Resets the connection, without a goodbye. */
  cut(): void;
  /** Says goodbye: for the client the stream has ended. When the service notices is its own affair. */
  close(): Promise<void>;
  /** How it ended; never rejects. Resolves at the end of the run at the latest. */
  readonly ended: Promise<StreamEnd>;
}
