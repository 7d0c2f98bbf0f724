import { type ConnectionEvent, type History, trouble } from "@chaos-packs/contract";
import { calls, trait } from "./queries-seen.ts";

/** One connection of a replica, ms; `closedAt` is infinite while it is open. */
export interface ConnectionSeen {
  readonly who: string;
  readonly dialledAt: number;
  readonly closedAt: number;
}

const who = ({ by, dependency }: ConnectionEvent): string => `${by.role} ${by.index} to ${dependency}`;

/** Every connection that was dialled, in the order of the dials. */
export function connectionsSeen({ connections: { events } }: History): readonly ConnectionSeen[] {
  const closings = events.filter(({ phase }) => phase === "closed");
  return events
    .filter(({ phase }) => phase === "dialled")
    .map((dial) => {
      const isIts = (event: ConnectionEvent): boolean =>
        event.connection === dial.connection && who(event) === who(dial);
      return {
        who: who(dial),
        dialledAt: dial.at,
        closedAt: closings.find(isIts)?.at ?? Number.POSITIVE_INFINITY,
      };
    })
    .sort((a, b) => a.dialledAt - b.dialledAt);
}

/** How many connections of one replica to one dependency were open at once at a time. */
export const openAt = (connections: readonly ConnectionSeen[], at: number): number =>
  connections.filter(({ dialledAt, closedAt }) => dialledAt <= at && closedAt > at).length;

/** The most connections that were ever open at once, and when. */
export function mostOpen(connections: readonly ConnectionSeen[]): { readonly most: number; readonly at: number } {
  let found = { most: 0, at: 0 };
  for (const { dialledAt } of connections) {
    const most = openAt(connections, dialledAt);
    if (most > found.most) found = { most, at: dialledAt };
  }
  return found;
}

/** The dials after the first fault, up to the first request that was served since. */
interface Reconnecting {
  readonly dials: readonly ConnectionSeen[];
  /** Infinite: no request was. */
  readonly backAt: number;
  readonly faultAt: number;
}

function reconnecting(history: History): Reconnecting | undefined {
  const fault = trouble(history);
  if (!fault) return undefined;
  const served = calls(history)
    .filter(({ name, returnedAt, result }) => name !== "health" && returnedAt >= fault.at && result.status === "ok")
    .map(({ returnedAt }) => returnedAt);
  const backAt = Math.min(Number.POSITIVE_INFINITY, ...served);
  const dials = connectionsSeen(history).filter(({ dialledAt }) => dialledAt >= fault.at && dialledAt < backAt);
  return { dials, backAt, faultAt: fault.at };
}

/** When the last dial since the fault failed, and when a request was served again; undefined when no dial failed. */
export function backAfterFailure(history: History): { readonly failedAt: number; readonly backAt: number } | undefined {
  const { dials, backAt } = reconnecting(history) ?? { dials: [], backAt: 0 };
  const failures = dials.map(({ closedAt }) => closedAt).filter((at) => at < backAt);
  return failures.length === 0 ? undefined : { failedAt: Math.max(...failures), backAt };
}

/** A dial that failed, and how long it was until the next one; `nominalMs` is what the backoff asks for, without jitter. */
export interface Redial {
  /** Failures in a row, this one counted. */
  readonly failures: number;
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
  if (!found || base === undefined || factor === undefined || most === undefined) return [];
  const { backAt, faultAt } = found;
  const dials = found.dials.filter(({ dialledAt }, index) => index === 0 || dialledAt > faultAt + UNDER_WAY_MS);
  return dials.slice(0, -1).flatMap(({ dialledAt, closedAt }, index) => {
    if (closedAt >= backAt) return [];
    const pauseMs = (dials[index + 1]?.dialledAt ?? dialledAt) - dialledAt;
    return [{ failures: index + 1, pauseMs, nominalMs: Math.min(most, base * factor ** index) }];
  });
}
