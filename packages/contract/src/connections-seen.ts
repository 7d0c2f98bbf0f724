import type { ConnectionEvent, History } from "./history.ts";
import { isSameReplica, type ReplicaId } from "./replica-id.ts";

/** One connection of a replica to a dependency, ms since the scenario began. */
export interface ConnectionSeen {
  readonly by: ReplicaId;
  readonly dependency: string;
  readonly dialledAt: number;
  /** Infinite while it is open. */
  readonly closedAt: number;
}

/** The connections of a history to some dependencies (default: to any), in the order of their dials. */
export function connectionsSeen(
  { connections: { events } }: History,
  dependencies?: readonly string[],
): readonly ConnectionSeen[] {
  const closings = events.filter(({ phase }) => phase === "closed");
  return events
    .filter(({ phase, dependency }) => phase === "dialled" && (dependencies?.includes(dependency) ?? true))
    .map((dial) => {
      const { by, dependency, at: dialledAt } = dial;
      const closedAt = closings.find((event) => isSameConnection(event, dial))?.at ?? Number.POSITIVE_INFINITY;
      return { by, dependency, dialledAt, closedAt };
    })
    .sort((a, b) => a.dialledAt - b.dialledAt);
}

const isSameConnection = (a: ConnectionEvent, b: ConnectionEvent): boolean =>
  a.connection === b.connection && a.dependency === b.dependency && isSameReplica(a.by, b.by);
