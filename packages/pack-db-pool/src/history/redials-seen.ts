import {
  type Backoff,
  type ConnectionSeen,
  dialsFailedBy,
  faultsSeen,
  type History,
  isSameReplica,
  pauseAfter,
  type Redial,
  seen,
  trouble,
} from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { connectionsOfPools, ownerOf } from "./connections-of-pools.ts";

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
 * failed by the end of the time that opening a connection may take, or where none is promised when the next was dialled: the
 * struck replica dials one after the other until it is served.
 */
function failedAt(history: History, { dialledAt, closedAt }: ConnectionSeen, next: ConnectionSeen | undefined): number {
  const connectTimeoutMs = seen(history, queries).trait("connectTimeoutMs");
  const givenUpAt = connectTimeoutMs === undefined ? next?.dialledAt : dialledAt + connectTimeoutMs;
  return Math.min(closedAt, givenUpAt ?? Number.POSITIVE_INFINITY);
}

function reconnecting(history: History): Reconnecting | undefined {
  const first = faultsSeen(history).at(0);
  const fault = trouble(history);
  if (!fault || !first) return undefined;
  const served = seen(history, queries)
    .calls()
    .filter(({ name, returnedAt, result }) => name !== "health" && returnedAt >= fault.at && result.status === "ok")
    .map(({ returnedAt }) => returnedAt);
  const backAt = Math.min(Number.POSITIVE_INFINITY, ...served);
  const dials = connectionsOfPools(history)
    .filter(({ by, dialledAt }) => isSameReplica(by, first.struck) && dialledAt >= fault.at && dialledAt < backAt)
    .map((dial, index, all) => {
      const isMadeToFail = index < dialsFailedBy(first);
      return { ...dial, failedAt: isMadeToFail ? failedAt(history, dial, all[index + 1]) : dial.closedAt };
    });
  return { dials, backAt, faultAt: fault.at };
}

/** When the last dial since the fault failed, and when a request was served again; undefined when no dial failed. */
export function backAfterFailure(history: History): { readonly failedAt: number; readonly backAt: number } | undefined {
  const { dials, backAt } = reconnecting(history) ?? { dials: [], backAt: 0 };
  const failures = dials.map((dial) => dial.failedAt).filter((at) => at < backAt);
  return failures.length === 0 ? undefined : { failedAt: Math.max(...failures), backAt };
}

/** ms after a fault: what arrives until then may have been under way when it struck. No backoff is that short. */
const UNDER_WAY_MS = 10;

/**
 * The redials after the first fault: a dial failed when its connection was closed again before any request was served
 * since the fault. Those that were under way when it struck are one.
 */
export function redials(history: History, backoff: Backoff): readonly Redial[] {
  const found = reconnecting(history);
  if (!found) return [];
  const { backAt, faultAt } = found;
  const dials = found.dials.filter(({ dialledAt }, index) => index === 0 || dialledAt > faultAt + UNDER_WAY_MS);
  return dials.slice(1).flatMap((dial, index): readonly Redial[] => {
    const before = dials[index];
    if (!before || before.failedAt >= backAt) return [];
    return [
      {
        who: ownerOf(dial),
        dial: index + 2,
        since: "the one before",
        from: before.dialledAt,
        pauseMs: dial.dialledAt - before.dialledAt,
        nominalMs: pauseAfter(backoff, index + 1),
      },
    ];
  });
}
