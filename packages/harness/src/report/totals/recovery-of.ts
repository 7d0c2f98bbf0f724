import type { History, Result } from "@chaos-packs/contract";

/** How a service came back after its faults. */
export interface Recovery {
  readonly succeeded: boolean;
  /** From the last heal until clients were served again, ms; absent when they were not. */
  readonly ms?: number;
}

const isServed = (result: Result): boolean =>
  result.status === "ok" || (result.status === "failed" && (result.httpStatus ?? 500) < 500);

/**
 * Reads a recovery off a history: tried when a fault was healed and clients asked for something after the last heal;
 * succeeded when the last answer of each operation was one (below 500). It took from that heal until the first answer after
 * the last failure. Undefined: none was tried.
 */
export function recoveryOf({ faults, operations, streams }: History): Recovery | undefined {
  const heals = faults.filter(({ phase }) => phase === "healed").map(({ at }) => at);
  if (heals.length === 0) return undefined;
  const healedAt = Math.max(...heals);
  const since = [...operations, ...streams]
    .filter(({ calledAt }) => calledAt >= healedAt)
    .sort((a, b) => a.returnedAt - b.returnedAt);
  if (since.length === 0) return undefined;
  const last = new Map(since.map(({ name, result }) => [name, result]));
  if (![...last.values()].every(isServed)) return { succeeded: false };
  const served = since.slice(since.findLastIndex(({ result }) => !isServed(result)) + 1);
  const first = served[0];
  return first ? { succeeded: true, ms: first.returnedAt - healedAt } : { succeeded: false };
}
