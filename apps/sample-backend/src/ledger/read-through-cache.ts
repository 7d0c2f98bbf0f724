import { later } from "../clock.ts";
import { QueryFailure } from "../pool/query-failure.ts";
import type { Ledger } from "./ledger.ts";

/** The share of its time that a cached read gives the database before it falls back. */
const PATIENCE = 0.8;

/** A value, and whether it is what was read earlier because the database could not say in time. */
export interface CachedValue {
  readonly value: string | null;
  readonly stale: boolean;
}

/** Reads a record; when that fails or takes too long the answer is what was read before, marked as stale. */
export async function readThroughCache(ledger: Ledger, key: string, signal: AbortSignal): Promise<CachedValue> {
  const { parts, cache, config } = ledger;
  const known = cache.get(key);
  // Without anything to fall back on there is no reason to give up early.
  const patienceMs = known === undefined ? undefined : config.cachedWithinMs * PATIENCE;
  try {
    const value = await parts.readWithin(ledger, key, signal, patienceMs);
    parts.remember(ledger, key, value);
    return { value, stale: false };
  } catch (error) {
    if (known === undefined) throw error;
    return { value: known, stale: true };
  }
}

/** Reads a record, and gives up after `patienceMs`: the query is cancelled then, for which nobody waits. */
export async function readWithin(
  ledger: Ledger,
  key: string,
  signal: AbortSignal,
  patienceMs?: number,
): Promise<string | null> {
  const { parts } = ledger;
  if (patienceMs === undefined) return parts.readRecord(ledger, key, signal);
  const late = new AbortController();
  const reading = parts.readRecord(ledger, key, AbortSignal.any([signal, late.signal]));
  return new Promise((resolve, reject) => {
    const patience = later(patienceMs, () => {
      late.abort();
      reject(new QueryFailure("too slow", `the database has not answered within ${patienceMs} ms`));
    });
    reading.then(resolve, reject).finally(() => patience[Symbol.dispose]());
  });
}

/** Remembers what was read; the value that was read longest ago makes room. */
export function remember({ cache, config }: Ledger, key: string, value: string | null): void {
  cache.delete(key);
  cache.set(key, value);
  const [oldest] = cache.keys();
  if (cache.size > config.cachedMost && oldest !== undefined) cache.delete(oldest);
}
