import { later } from "../clock.ts";
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
  const late = new AbortController();
  // Without anything to fall back on there is no reason to give up early.
  using _patience = later(known === undefined ? config.pool.queryTimeoutMs * 2 : config.cachedWithinMs * PATIENCE, () =>
    late.abort(),
  );
  const either = AbortSignal.any([signal, late.signal]);
  const reading = parts.readRecord(ledger, key, either);
  // What is abandoned takes a while to be cancelled, and nobody waits for it.
  const abandoned = new Promise<never>((_resolve, reject) => {
    either.addEventListener("abort", () => reject(new Error("it took too long")), { once: true });
  });
  try {
    const value = await (known === undefined ? reading : Promise.race([reading, abandoned]));
    parts.remember(ledger, key, value);
    return { value, stale: false };
  } catch (error) {
    reading.catch(() => {});
    if (known === undefined) throw error;
    return { value: known, stale: true };
  } finally {
    abandoned.catch(() => {});
  }
}

/** Remembers what was read; the value that was read longest ago makes room. */
export function remember({ cache, config }: Ledger, key: string, value: string | null): void {
  cache.delete(key);
  cache.set(key, value);
  const [oldest] = cache.keys();
  if (cache.size > config.cachedMost && oldest !== undefined) cache.delete(oldest);
}
