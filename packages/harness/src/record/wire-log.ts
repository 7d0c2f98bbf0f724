import type { MessageDescription, MessageReader, ReplicaId, Sighting } from "@chaos-packs/contract";

/** A message that was seen on a wire. */
export interface WireMessage {
  /** ms, on the clock of the log. */
  readonly sentAt: number;
  /** Absent: it was never answered, or nobody answers it. */
  readonly answeredAt?: number;
  readonly by: ReplicaId;
  readonly dependency: string;
  /** The same for all messages of a connection. */
  readonly connection: number;
  /** Says what is in it; `own` are values that differ from run to run. */
  describe(own: ReadonlySet<string>): MessageDescription;
}

interface Entry {
  readonly reader: MessageReader;
  readonly seen: Omit<WireMessage, "describe" | "answeredAt">;
  message: unknown;
  answeredAt?: number;
}

/** Every message on the wires of a lane, in the order of sending. */
export class WireLog {
  readonly #readers: ReadonlyMap<string, MessageReader>;
  readonly #entries: Entry[] = [];
  readonly #byIdentity = new WeakMap<object, Entry>();
  readonly #connections = new Map<unknown, number>();

  constructor(readers: ReadonlyMap<string, MessageReader>) {
    this.#readers = readers;
  }

  get messages(): readonly WireMessage[] {
    return this.#entries.map(({ reader, seen, message, answeredAt }) => ({
      ...seen,
      ...(answeredAt !== undefined && { answeredAt }),
      describe: (own) => reader.describe(message as never, own),
    }));
  }

  /** Takes note of a message at one of its edges. */
  see({ dependency, edge, message, connection }: Sighting, by: ReplicaId, at: number): void {
    const reader = this.#readers.get(dependency);
    if (!reader) return;
    const identity = reader.identityOf(message as never);
    const known = this.#byIdentity.get(identity);
    if (known) {
      known.message = message;
      if (edge === "after") known.answeredAt = at;
      return;
    }
    const seen = { sentAt: at, by, dependency, connection: this.#numberOf(connection) };
    const entry: Entry = { reader, seen, message };
    this.#byIdentity.set(identity, entry);
    this.#entries.push(entry);
  }

  #numberOf(connection: unknown): number {
    const number = this.#connections.get(connection) ?? this.#connections.size;
    this.#connections.set(connection, number);
    return number;
  }
}
