import { backoffMs } from "../backoff.ts";
import { later, monotonic } from "../clock.ts";
import type { Config } from "../config.ts";
import { Failure } from "../failure.ts";
import type { Lease } from "./lease.ts";

/**
 * Renews a lease every heartbeat, until disposed. `renew` resolves with whether it was still ours. After a failed renewal
 * the next comes later each time, so that a database that is away is not dialled at the rate of the heartbeat.
 */
export function keepLease(
  { leaseMs, heartbeatMs }: Pick<Config, "leaseMs" | "heartbeatMs">,
  renew: () => Promise<boolean>,
): Lease {
  const lost = new AbortController();
  let renewedAt = monotonic();
  let failures = 0;
  let disposed = false;
  let timer: Disposable | undefined;

  const beat = async (): Promise<void> => {
    const askedAt = monotonic();
    const ours = await renew();
    if (!ours) {
      lost.abort();
      throw new Failure("lost", "the lease has gone to somebody else");
    }
    renewedAt = Math.max(renewedAt, askedAt);
  };
  const again = (): void => {
    if (disposed || lost.signal.aborted) return;
    timer = later(failures === 0 ? heartbeatMs : backoffMs(failures + 1, { firstMs: heartbeatMs }), () => {
      beat()
        .then(
          () => (failures = 0),
          () => (failures += 1),
        )
        .finally(again);
    });
  };
  again();
  return {
    lost: lost.signal,
    async verify() {
      if (lost.signal.aborted) throw new Failure("lost", "the lease has gone to somebody else");
      // Whoever was frozen for long does not know it: ask before anything is written.
      if (monotonic() - renewedAt > leaseMs / 2) await beat();
    },
    [Symbol.dispose]() {
      disposed = true;
      timer?.[Symbol.dispose]();
    },
  };
}
