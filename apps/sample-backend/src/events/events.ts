import { once } from "node:events";
import { Redis } from "ioredis";
import { backoffMs } from "../backoff.ts";
import { isoNow } from "../clock.ts";
import { messageOf } from "../failure.ts";
import type { Log } from "../log.ts";

/** The channel on which all events go out. */
export const CHANNEL = "jobs";

/** What has happened to a job. */
export type JobEvent =
  | { readonly type: "recovery.started"; readonly job: string }
  | { readonly type: "recovery.resumed"; readonly job: string; readonly resumed: number }
  | { readonly type: "recovery.completed"; readonly job: string; readonly total: number }
  | { readonly type: "recovery.failed"; readonly job: string; readonly reason: string }
  | { readonly type: "job.completed"; readonly job: string; readonly total: number }
  | { readonly type: "job.failed"; readonly job: string; readonly reason: string };

/** Events over Redis, told once and not kept: work goes on when they cannot be told, and the log says so. */
export class Events implements Disposable {
  readonly #redis: Redis;
  readonly #log: Log;
  readonly #timeoutMs: number;

  constructor({ url, timeoutMs, log }: { url: string; timeoutMs: number; log: Log }) {
    this.#log = log;
    this.#timeoutMs = timeoutMs;
    this.#redis = new Redis(url, {
      commandTimeout: timeoutMs,
      connectTimeout: 1_000,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      enableReadyCheck: false,
      disableClientInfo: true,
      // How long a closed client waits for its socket's end, also for one that has ended already.
      disconnectTimeout: 50,
      autoResendUnfulfilledCommands: false,
      retryStrategy: (times) => backoffMs(times, { firstMs: 100 }),
    });
    this.#redis.on("error", (error) => log.debug({ error: messageOf(error) }, "redis"));
  }

  /** Tells an event; resolves in any case. */
  async publish(event: JobEvent): Promise<void> {
    try {
      await this.#connected();
      await this.#redis.publish(CHANNEL, JSON.stringify({ ...event, at: isoNow() }));
    } catch (error) {
      this.#log.warn({ type: event.type, job: event.job, error: messageOf(error) }, "event not published");
    }
  }

  /** A replica that has just started may have something to tell before its first connection is there. */
  async #connected(): Promise<void> {
    if (this.#redis.status !== "connecting" && this.#redis.status !== "connect") return;
    await once(this.#redis, "ready", { signal: AbortSignal.timeout(this.#timeoutMs) });
  }

  [Symbol.dispose](): void {
    this.#redis.disconnect();
  }
}
