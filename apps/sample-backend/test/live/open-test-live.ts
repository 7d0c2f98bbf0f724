import { serve } from "../../src/http/serve.ts";
import { createLiveListener } from "../../src/live/http/create-live-listener.ts";
import { createUpgrade } from "../../src/live/http/create-upgrade.ts";
import type { LiveHealth } from "../../src/live/http/read-health.ts";
import type { Live } from "../../src/live/live.ts";
import { type LiveConfig, readLiveConfig } from "../../src/live/live-config.ts";
import type { LiveParts } from "../../src/live/live-parts.ts";
import { soundLive } from "../../src/live/sound-live.ts";
import { openTestLog } from "../pool/open-test-log.ts";

/** What a request came back with. */
export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/** A live side that is served. */
export interface TestLive extends AsyncDisposable {
  readonly live: Live;
  readonly url: string;
  readonly log: ReturnType<typeof openTestLog>;
  /** Publishes a message whose body is its id. */
  publish(channel: string, id: string, body?: string): Promise<Reply>;
  send(path: string, init?: RequestInit): Promise<Reply>;
  health(): Promise<LiveHealth>;
  /** As SIGTERM does it. */
  stop(): Promise<void>;
}

/** Quick, so that tests are; a test changes what it is about. */
const quick = (redisUrl: string): LiveConfig => ({
  ...readLiveConfig({ REDIS_URL: redisUrl }),
  connectTimeoutMs: 1_000,
  commandTimeoutMs: 300,
  heartbeatMs: 100,
  backoff: { baseMs: 10, factor: 2, mostMs: 40, jitter: 0.5 },
  tries: 3,
  publishWithinMs: 1_000,
  circuit: { threshold: 10, openMs: 50 },
  keepAliveMs: 200,
  giveUpMs: 2_000,
  recoveryMs: 50,
  graceMs: 1_000,
});

/** Serves a live side on loopback; disposing stops it. */
export async function openTestLive(
  redisUrl: string,
  changes: Partial<LiveConfig> = {},
  swapped: Partial<LiveParts> = {},
): Promise<TestLive> {
  const parts = { ...soundLive, ...swapped };
  const log = openTestLog();
  const config = { ...quick(redisUrl), ...changes };
  const live = await parts.openLive("live", config, parts, log.log);
  const serving = await serve(createLiveListener(live), 0, config.graceMs, createUpgrade(live));
  const url = `http://127.0.0.1:${serving.port}`;
  const send = async (path: string, init: RequestInit = {}): Promise<Reply> => {
    const response = await fetch(`${url}${path}`, init);
    return { status: response.status, body: (await response.json()) as Reply["body"], headers: response.headers };
  };
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= parts.stopLive(live, serving));
  return {
    live,
    url,
    log,
    publish: (channel, id, body = id) =>
      send(`/channels/${encodeURIComponent(channel)}/messages`, {
        method: "POST",
        headers: { "idempotency-key": id },
        body: JSON.stringify({ body }),
      }),
    send,
    health: async () => (await send("/health")).body as unknown as LiveHealth,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
