import { later } from "../../src/clock.ts";
import type { Lease } from "../../src/leases/lease.ts";

/** A lease that is renewed, but whose answer nobody looks at: it is never known to be lost. */
export function neverLost(heartbeatMs: number, renew: () => Promise<unknown>): Lease {
  let timer: Disposable | undefined;
  let disposed = false;
  const again = (): void => {
    if (!disposed) timer = later(heartbeatMs, () => void renew().then(again, again));
  };
  again();
  return {
    lost: new AbortController().signal,
    async verify() {},
    [Symbol.dispose]() {
      disposed = true;
      timer?.[Symbol.dispose]();
    },
  };
}
