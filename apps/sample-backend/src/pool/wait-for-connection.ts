import { later, laterThanRead, monotonic } from "../clock.ts";
import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";
import { QueryFailure } from "./query-failure.ts";
import type { Waiter } from "./waiter.ts";

/** Waits in line for a connection, for at most `acquireTimeoutMs`, or until the signal aborts. */
export function waitForConnection(pool: Pool, signal?: AbortSignal): Promise<Connection> {
  const { parts, options } = pool;
  pool.isAsked = true;
  return new Promise((resolve, reject) => {
    const refusal = parts.refuseAtOnce(pool);
    if (refusal) return reject(refusal);
    const timers: Disposable[] = [];
    const settle = (): void => {
      for (const timer of timers) timer[Symbol.dispose]();
      signal?.removeEventListener("abort", abandon);
    };
    const waiter: Waiter = {
      since: monotonic(),
      isOverdue: false,
      serve(connection) {
        settle();
        resolve(connection);
      },
      fail(failure) {
        settle();
        reject(failure);
      },
    };
    const abandon = (): void => {
      parts.leaveQueue(pool, waiter);
      waiter.fail(new QueryFailure("abandoned", "the client has hung up while it waited for a connection"));
    };
    timers.push(
      later(options.overflowAfterMs, () => {
        waiter.isOverdue = true;
        parts.growPool(pool);
      }),
      laterThanRead(options.acquireTimeoutMs, () => {
        const failure = parts.exhaustion(pool, waiter);
        parts.leaveQueue(pool, waiter);
        waiter.fail(failure);
      }),
    );
    signal?.addEventListener("abort", abandon, { once: true });
    parts.joinQueue(pool, waiter);
    parts.serveWaiters(pool);
  });
}
