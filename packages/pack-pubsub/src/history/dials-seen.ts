import {
  type ConnectionSeen,
  connectionsSeen,
  type DialsOf,
  type History,
  isSameLife,
  trouble,
} from "@chaos-packs/contract/pack";
import { mostOf } from "./messages-seen.ts";

/** Whether two connections are of one process to one dependency. */
export const isOfOne = (a: ConnectionSeen, b: ConnectionSeen): boolean =>
  isSameLife(a.by, b.by) && a.dependency === b.dependency;

/**
 * When dials failed and connections were lost, ms. Of a dial that was swallowed nobody hears the end: when its process has
 * dialled on beyond the connections that it keeps, it has failed by then, or by the end of the time that a dial may take, where
 * one is promised.
 */
export function failuresSeen(history: History): readonly number[] {
  const [connections, connectTimeoutMs] = [mostOf(history, "connections"), mostOf(history, "connectTimeoutMs")];
  const dials = connectionsSeen(history);
  return dials.map((dial, index) => {
    const beyond = dials.slice(index + 1).filter((other) => isOfOne(other, dial))[connections - 1];
    if (!beyond) return dial.closedAt;
    const givenUpAt = Number.isFinite(connectTimeoutMs) ? dial.dialledAt + connectTimeoutMs : beyond.dialledAt;
    return Math.min(dial.closedAt, givenUpAt);
  });
}

/** ms after a fault: what arrives until then may have been under way when it struck. No backoff is that short. */
const UNDER_WAY_MS = 10;

/** The dials of each process while a fault lay on its links, in their order. What was under way when it struck is left out. */
export function dialsDuringFault(history: History): readonly DialsOf[] {
  const fault = trouble(history);
  const found = new Map<string, number[]>();
  for (const { by, dependency, dialledAt } of connectionsSeen(history)) {
    if (!fault || dialledAt <= fault.at + UNDER_WAY_MS || dialledAt > fault.until) continue;
    const who = `${by.role} ${by.index}#${by.incarnation} to ${dependency}`;
    found.set(who, [...(found.get(who) ?? []), dialledAt]);
  }
  return [...found].map(([who, dials]) => ({ who, dials }));
}
