import { laterThanRead } from "../clock.ts";
import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";
import { QueryFailure } from "./query-failure.ts";

/** Waits for an answer, but not without end: neither when none comes nor when nobody wants it any more. */
export function withinBounds<T>(
  pool: Pool,
  connection: Connection,
  asked: Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const { parts, options } = pool;
  return new Promise((resolve, reject) => {
    let isAbandoned = false;
    const settle = (): void => {
      timer[Symbol.dispose]();
      signal?.removeEventListener("abort", abandon);
    };
    const abandon = (): void => {
      settle();
      isAbandoned = true;
      parts.abandonStatement(pool, connection, asked).then(() => {
        reject(new QueryFailure("abandoned", "the client has hung up"));
      });
    };
    const timer = laterThanRead(options.answerTimeoutMs, () => {
      settle();
      parts.discard(pool, connection);
      reject(new QueryFailure("silent", `the database has not answered for ${options.answerTimeoutMs} ms`));
    });
    signal?.addEventListener("abort", abandon, { once: true });
    asked.then(
      (answer) => {
        settle();
        if (!isAbandoned) resolve(answer);
      },
      (error) => {
        settle();
        if (!isAbandoned) reject(error);
      },
    );
  });
}
