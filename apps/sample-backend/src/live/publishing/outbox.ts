/** A message that has not got its number. */
export interface NewMessage {
  readonly channel: string;
  /** The same id is the same message, however often it is given. */
  readonly id: string;
  readonly body: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What became of a message for who published it. */
export interface Receipt {
  /** Null: not known yet. */
  readonly seq: number | null;
  /** `local`: it has gone to local sockets; Redis gets it when it is back. */
  readonly via: "broker" | "local";
  /** How many subscribers Redis passed it on to; null: not known. */
  readonly receivers: number | null;
}

/** A message on its way to Redis. */
export interface Entry {
  readonly message: NewMessage;
  /** Settled as soon as its publisher can be answered. */
  readonly receipt: Promise<Receipt>;
  readonly settle: (receipt: Receipt) => void;
  isToldLocally: boolean;
  /** Messages that were given up just before it; their numbers are left out, so that everybody notices. */
  skipped: number;
  /** The number under which it was pushed, whatever became of the answer. */
  seenAs: number | undefined;
}

/** The messages of one channel that wait for Redis, in order: only the first is on its way. */
export interface Lane {
  readonly channel: string;
  readonly entries: Entry[];
  /** Messages that were given up behind the last. */
  skipped: number;
  isDraining: boolean;
  /** The last try failed: what comes now goes to local sockets at once. */
  isFailing: boolean;
  /** Resolves when none waits any more, or the role stops. */
  drained: Promise<void>;
}

/** All that waits for Redis. */
export interface Outbox {
  /** By channel. */
  readonly lanes: Map<string, Lane>;
  /** By channel and id. */
  readonly entries: Map<string, Entry>;
  /** The highest number that Redis is known to have given, by channel: it goes on from there, also when it has lost its memory. */
  readonly floors: Map<string, number>;
}

/** Nothing waits. */
export const newOutbox = (): Outbox => ({ lanes: new Map(), entries: new Map(), floors: new Map() });

/** The key of a message. */
export const entryKey = ({ channel, id }: { readonly channel: string; readonly id: string }): string =>
  `${channel} ${id}`;

/** An entry that waits. */
export function newEntry(message: NewMessage, skipped: number): Entry {
  let settle: (receipt: Receipt) => void = () => undefined;
  const receipt = new Promise<Receipt>((resolve) => {
    settle = resolve;
  });
  return { message, receipt, settle, isToldLocally: false, skipped, seenAs: undefined };
}

/** A lane on which nothing waits. */
export const newLane = (channel: string): Lane => ({
  channel,
  entries: [],
  skipped: 0,
  isDraining: false,
  isFailing: false,
  drained: Promise.resolve(),
});
