import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { serve } from "../../src/http/serve.ts";
import { createLedgerApi } from "../../src/ledger/create-ledger-api.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import type { LedgerParts } from "../../src/ledger/ledger-parts.ts";
import { soundLedger } from "../../src/ledger/sound-ledger.ts";
import { openPool } from "../../src/pool/open-pool.ts";
import type { PoolOptions } from "../../src/pool/pool-options.ts";
import { openTestLog } from "../pool/open-test-log.ts";
import { poolOptions } from "../pool/pool-options.ts";

/** What a request came back with. */
export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/** A ledger that is served. */
export interface TestLedger extends AsyncDisposable {
  readonly ledger: Ledger;
  readonly url: string;
  readonly log: ReturnType<typeof openTestLog>;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body: unknown, wish?: string): Promise<Reply>;
  /** As SIGTERM does it. */
  stop(): Promise<void>;
}

/** Serves a ledger on loopback; disposing stops it. */
export async function openTestLedger(
  options: Partial<PoolOptions>,
  swapped: Partial<LedgerParts> = {},
): Promise<TestLedger> {
  const parts = { ...soundLedger, ...swapped };
  const log = openTestLog();
  const pool = poolOptions(options);
  const config = {
    port: 0,
    pool,
    cachedWithinMs: 100,
    cachedMost: 2,
    graceMs: 2_000,
    hasLeaks: false,
    logLevel: "debug",
  };
  const ledger: Ledger = {
    config,
    log: log.log,
    parts,
    pool: openPool(pool, parts, log.log),
    cache: new Map(),
    isStopping: false,
  };
  const listener = getRequestListener(createLedgerApi(ledger).fetch);
  const serving = await serve((request, response) => void listener(request, response), 0, config.graceMs);
  const url = `http://127.0.0.1:${serving.port satisfies AddressInfo["port"]}`;
  const send = async (path: string, init: RequestInit): Promise<Reply> => {
    const response = await fetch(`${url}${path}`, init);
    return { status: response.status, body: (await response.json()) as Reply["body"], headers: response.headers };
  };
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= parts.stopLedger(ledger, serving));
  return {
    ledger,
    url,
    log,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, body, wish) =>
      send(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...(wish !== undefined && { "idempotency-key": wish }) },
        body: JSON.stringify(body),
      }),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
