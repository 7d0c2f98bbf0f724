import type { Pool } from "./pool.ts";

/** Dials once; what comes of it goes to those who wait. Never rejects. */
export async function openConnection(pool: Pool): Promise<void> {
  const { parts, dials } = pool;
  const dial = new AbortController();
  dials.underWay.add(dial);
  try {
    const connection = await parts.dial(pool, dial.signal);
    dials.underWay.delete(dial);
    parts.dialSucceeded(pool, connection);
  } catch (error) {
    // Whatever went wrong, its place in the pool is free again.
    dials.underWay.delete(dial);
    parts.dialFailed(pool, error as Error);
  }
  parts.serveWaiters(pool);
}
