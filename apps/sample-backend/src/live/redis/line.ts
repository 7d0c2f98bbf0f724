import type { Redis } from "ioredis";

/** What a line is for. */
export type LineName = "commands" | "subscriptions";

/** A connection to Redis that is kept up: when it is lost it is dialled again, for as long as the role runs. */
export interface Line {
  readonly name: LineName;
  /** The connection, while it is up. */
  client: Redis | undefined;
  /** The one that is being dialled. */
  dialling: Redis | undefined;
  /** Dials in a row that failed. */
  failures: number;
  /** The pause before the next dial. */
  pause: Disposable | undefined;
  /** Told whenever the line comes up, cannot be dialled, or is closed. */
  readonly waiting: Set<() => void>;
  isClosed: boolean;
}

/** A line that has not been dialled yet. */
export const newLine = (name: LineName): Line => ({
  name,
  client: undefined,
  dialling: undefined,
  failures: 0,
  pause: undefined,
  waiting: new Set(),
  isClosed: false,
});

/** Tells everybody who waits that there is news of the line. */
export function tellWaiting({ waiting }: Line): void {
  for (const tell of [...waiting]) tell();
}
