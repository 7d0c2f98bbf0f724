import type { LiveConnection } from "../link-event.ts";

/** What traffic is counted by. */
export interface TrafficOf {
  readonly proxy: string;
  readonly listener: string;
  readonly upstream: string;
}

type Bytes = Omit<LiveConnection, "id" | "client">;

/** Sums over connections. */
export interface TrafficCount extends TrafficOf, Bytes {
  readonly connections: number;
}

/** Counts the bytes of connections that are closed, also of proxies that are gone: a counter never goes back. */
export class Traffic {
  readonly #closed = new Map<string, TrafficCount>();

  close(of: TrafficOf, connection: LiveConnection): void {
    const key = keyOf(of);
    this.#closed.set(key, plus(this.#closed.get(key) ?? none(of), connection));
  }

  /** With connections that are open now. */
  counts(open: Iterable<readonly [TrafficOf, readonly LiveConnection[]]>): readonly TrafficCount[] {
    const counts = new Map(this.#closed);
    for (const [of, connections] of open) {
      const key = keyOf(of);
      counts.set(key, connections.reduce(plus, counts.get(key) ?? none(of)));
    }
    return [...counts.values()];
  }
}

const keyOf = ({ proxy, listener, upstream }: TrafficOf): string => JSON.stringify([proxy, listener, upstream]);

const none = ({ proxy, listener, upstream }: TrafficOf): TrafficCount => ({
  proxy,
  listener,
  upstream,
  connections: 0,
  bytesUp: 0,
  bytesDown: 0,
  sentUp: 0,
  sentDown: 0,
});

const plus = (count: TrafficCount, bytes: Bytes): TrafficCount => ({
  ...count,
  connections: count.connections + 1,
  bytesUp: count.bytesUp + bytes.bytesUp,
  bytesDown: count.bytesDown + bytes.bytesDown,
  sentUp: count.sentUp + bytes.sentUp,
  sentDown: count.sentDown + bytes.sentDown,
});
