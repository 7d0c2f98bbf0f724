import {
  type ConnectionEvent,
  dialsFailedBy,
  type FaultSeen,
  faultsSeen,
  type History,
  isSameReplica,
  type ReplicaId,
  trouble,
} from "@chaos-packs/contract/pack";
import { CAPABILITY, calls, trait } from "./queries-seen.ts";

/** One connection of a replica to the database, ms; `closedAt` is infinite while it is open. */
export interface ConnectionSeen {
  readonly by: ReplicaId;
  readonly who: string;
  readonly dialledAt: number;
  readonly closedAt: number;
}

const who = ({ by, dependency }: ConnectionEvent): string => `${by.role} ${by.index} to ${dependency}`;

/** Every connection to the database that was dialled, in the order of the dials; those to other dependencies are no part of the pool. */
export function connectionsSeen({ connections: { events }, seenOn }: History): readonly ConnectionSeen[] {
  const pools = seenOn[CAPABILITY]?.["query runs"] ?? [];
  const isOfPool = ({ dependency }: ConnectionEvent): boolean => pools.length === 0 || pools.includes(dependency);
  const closings = events.filter(({ phase }) => phase === "closed");
  return events
    .filter((event) => event.phase === "dialled" && isOfPool(event))
    .map((dial) => {
      const isIts = (event: ConnectionEvent): boolean =>
        event.connection === dial.connection && who(event) === who(dial);
      return {
        by: dial.by,
        who: who(dial),
        dialledAt: dial.at,
        closedAt: closings.find(isIts)?.at ?? Number.POSITIVE_INFINITY,
      };
    })
    .sort((a, b) => a.dialledAt - b.dialledAt);
}

/** How many replicas have dialled: each has a pool of its own. */
export const poolsSeen = (connections: readonly ConnectionSeen[]): number =>
  new Set(connections.map((each) => each.who)).size;

/** The most connections that one replica ever had open at once, whose, and when. */
export function mostOpen(connections: readonly ConnectionSeen[]): {
  readonly most: number;
  readonly at: number;
  readonly who: string;
} {
  let found = { most: 0, at: 0, who: "nobody" };
  for (const { who: whose, dialledAt: at } of connections) {
    const most = connections.filter((each) => each.who === whose && each.dialledAt <= at && each.closedAt > at).length;
    if (most > found.most) found = { most, at, who: whose };
  }
  return found;
}

/** A dial, and when it failed; infinite: it did not. */
interface Tried extends ConnectionSeen {
  readonly failedAt: number;
}

/** The dials of the struck replica after the first fault, up to the first request that was served since. */
interface Reconnecting {
  readonly dials: readonly Tried[];
  /** Infinite: no request was. */
  readonly backAt: number;
  readonly faultAt: number;
}

/**
 * When a dial failed: when it was closed. One that the fault made fail may have been abandoned and never closed; then it has
 * failed by the end of the time that opening a connection may take.
 */
const failedAt = (history: History, { dialledAt, closedAt }: ConnectionSeen, isMadeToFail: boolean): number =>
  isMadeToFail ? Math.min(closedAt, dialledAt + (trait(history, "connectTimeoutMs") ?? 0)) : closedAt;

function reconnecting(history: History): Reconnecting | undefined {
  const [first] = faultsSeen(history) as readonly (FaultSeen | undefined)[];
  const fault = trouble(history);
  if (!fault || !first) return undefined;
  const served = calls(history)
    .filter(({ name, returnedAt, result }) => name !== "health" && returnedAt >= fault.at && result.status === "ok")
    .map(({ returnedAt }) => returnedAt);
  const backAt = Math.min(Number.POSITIVE_INFINITY, ...served);
  const dials = connectionsSeen(history)
    .filter(({ by, dialledAt }) => isSameReplica(by, first.struck) && dialledAt >= fault.at && dialledAt < backAt)
    .map((dial, index) => ({ ...dial, failedAt: failedAt(history, dial, index < dialsFailedBy(first)) }));
  return { dials, backAt, faultAt: fault.at };
}

/** When the last dial since the fault failed, and when a request was served again; undefined when no dial failed. */
export function backAfterFailure(history: History): { readonly failedAt: number; readonly backAt: number } | undefined {
  const { dials, backAt } = reconnecting(history) ?? { dials: [], backAt: 0 };
  const failures = dials.map((dial) => dial.failedAt).filter((at) => at < backAt);
  return failures.length === 0 ? undefined : { failedAt: Math.max(...failures), backAt };
}

/** A dial that failed, and how long it was until the next one; `nominalMs` is what the backoff asks for, without jitter. */
export interface Redial {
  /** Failures in a row, this one counted. */
  readonly failures: number;
  /** When the dial was made that failed, ms. */
  readonly from: number;
  readonly pauseMs: number;
  readonly nominalMs: number;
}

/** ms after a fault: what arrives until then may have been under way when it struck. No backoff is that short. */
const UNDER_WAY_MS = 10;

/**
 * The redials after the first fault: a dial failed when its connection was closed again before any request was served
 * since the fault. Those that were under way when it struck are one.
 */
export function redials(history: History): readonly Redial[] {
  const found = reconnecting(history);
  const [base, factor, most] = [
    trait(history, "backoffBaseMs"),
    trait(history, "backoffFactor"),
    trait(history, "backoffMostMs"),
  ];
  if (!found) return [];
  const { backAt, faultAt } = found;
  const dials = found.dials.filter(({ dialledAt }, index) => index === 0 || dialledAt > faultAt + UNDER_WAY_MS);
  return dials.slice(0, -1).flatMap(({ dialledAt, failedAt }, index) => {
    if (failedAt >= backAt) return [];
    const pauseMs = (dials[index + 1]?.dialledAt ?? dialledAt) - dialledAt;
    return [{ failures: index + 1, from: dialledAt, pauseMs, nominalMs: Math.min(most, base * factor ** index) }];
  });
}
