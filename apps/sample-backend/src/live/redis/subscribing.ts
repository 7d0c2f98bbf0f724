/** What is listened to in Redis: a channel, or a pattern of channels, without the prefix. */
export interface Topic {
  readonly kind: "channel" | "pattern";
  readonly name: string;
}

/** A topic, and how many sockets wish for it. */
export interface WantedTopic extends Topic {
  wishes: number;
}

/** What is wanted of Redis, and what it has confirmed. */
export interface Subscribing {
  /** By key. */
  readonly wanted: Map<string, WantedTopic>;
  /** Keys. */
  readonly confirmed: Set<string>;
  /** While the one is being brought to the other. */
  isSyncing: boolean;
  /** Patterns of which it is not known yet which channels there are. */
  opening: number;
  /** Told whenever something is confirmed, or not wanted any more. */
  readonly waiting: Set<() => void>;
}

/** Nothing is wanted. */
export const newSubscribing = (): Subscribing => ({
  wanted: new Map(),
  confirmed: new Set(),
  isSyncing: false,
  opening: 0,
  waiting: new Set(),
});

/** The key of a topic: `channel news`. */
export const keyOf = ({ kind, name }: Topic): string => `${kind} ${name}`;

/** The topic of a key. */
export function topicOf(key: string): Topic {
  const at = key.indexOf(" ");
  return { kind: key.slice(0, at) as Topic["kind"], name: key.slice(at + 1) };
}

/** Tells everybody who waits that something has changed. */
export function tellSubscribing({ waiting }: Subscribing): void {
  for (const tell of [...waiting]) tell();
}

/** Resolves when Redis has confirmed a topic, or nobody wants it any more. */
export function whenConfirmed({ wanted, confirmed, waiting }: Subscribing, topic: Topic): Promise<void> {
  const key = keyOf(topic);
  const isSettled = (): boolean => confirmed.has(key) || !wanted.has(key);
  if (isSettled()) return Promise.resolve();
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isSettled()) return;
      waiting.delete(look);
      resolve();
    };
    waiting.add(look);
  });
}
