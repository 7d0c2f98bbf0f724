import { monotonic } from "../clock.ts";
import type { Ledger } from "./ledger.ts";
import type { Health } from "./schemas.ts";

/** How the service is, from what it knows: who asks must not have to wait for what may be broken. */
export async function readHealth({ pool }: Ledger): Promise<Health> {
  const { dials, connections, waiters, circuit, options } = pool;
  const isServed = [...connections].some(({ provenAt }) => provenAt > dials.failedAt);
  const isUnreachable = dials.failures > 0 && !isServed;
  const [first] = waiters;
  const isCrowded = first !== undefined && monotonic() - first.since >= options.overflowAfterMs;
  return { status: isUnreachable || isCrowded || circuit.state() === "open" ? "degraded" : "ok" };
}
