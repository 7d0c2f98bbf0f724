import { type ConnectionSeen, connectionsSeen, type History } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";

/** Every connection to the database that was dialled, in the order of the dials; those to other dependencies are no part of the pool. */
export function connectionsOfPools(history: History): readonly ConnectionSeen[] {
  const pools = history.seenOn[queries.name]?.["query runs"] ?? [];
  return connectionsSeen(history, pools.length === 0 ? undefined : pools);
}

/** Whose a connection is, for people: each replica has a pool of its own, through all of its lives. */
export const ownerOf = ({ by, dependency }: ConnectionSeen): string => `${by.role} ${by.index} to ${dependency}`;

/** How many replicas have dialled: each has a pool of its own. */
export const poolsSeen = (connections: readonly ConnectionSeen[]): number => new Set(connections.map(ownerOf)).size;

/** The most connections that one replica ever had open at once, whose, and when. */
export function mostOpen(connections: readonly ConnectionSeen[]): {
  readonly most: number;
  readonly at: number;
  readonly who: string;
} {
  let found = { most: 0, at: 0, who: "nobody" };
  for (const connection of connections) {
    const [who, at] = [ownerOf(connection), connection.dialledAt];
    const most = connections.filter(
      (each) => ownerOf(each) === who && each.dialledAt <= at && each.closedAt > at,
    ).length;
    if (most > found.most) found = { most, at, who };
  }
  return found;
}
