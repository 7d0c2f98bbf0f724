import { ChaosError, type MessageReader, type Target } from "@chaos-packs/contract";

/** Who tells of the messages of which dependency. */
interface Readers {
  readonly readers: ReadonlyMap<string, MessageReader>;
  /** Dependencies whose kind cannot tell of its messages. */
  readonly unread: readonly string[];
}

/**
 * The readers of the dependencies of a target.
 *
 * @throws ChaosError NOTHING_TO_READ
 */
export function readersOf({ dependencies }: Pick<Target, "dependencies">): Readers {
  const readers = new Map<string, MessageReader>();
  for (const [name, kind] of Object.entries(dependencies)) {
    const reader = kind.readMessages?.(name);
    if (reader) readers.set(name, reader);
  }
  if (readers.size > 0) return { readers, unread: Object.keys(dependencies).filter((name) => !readers.has(name)) };
  throw new ChaosError("NOTHING_TO_READ", {
    expected: "a dependency whose kind tells of its messages: postgres, redis or http of @chaos-packs",
    came: Object.keys(dependencies).join(", ") || "no dependency at all",
    todo: "Name in the target file, or with flags, what the service speaks to.",
  });
}
