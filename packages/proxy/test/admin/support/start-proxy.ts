import { type ChaosProxyOptions, openChaosProxy } from "../../../src/admin/index.ts";
import { call, type ProxyJson, type Reply } from "./call.ts";

/** A stand-alone proxy for a test. */
export interface TestProxy extends AsyncDisposable {
  readonly url: string;
  ask<T = unknown>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply<T>>;
  /** Makes a proxy, which must succeed, and says on which port it listens. */
  make(body: Readonly<Record<string, unknown>>): Promise<number>;
}

/** The port of a `host:port`. */
export const portOf = (listen: string): number => Number(listen.slice(listen.lastIndexOf(":") + 1));

/** Opens a stand-alone proxy with its admin API on a free port. */
export async function startProxy(options: Partial<ChaosProxyOptions> = {}): Promise<TestProxy> {
  const running = await openChaosProxy({ seed: 7, ...options });
  const ask: TestProxy["ask"] = (method, path, body, headers) => call(`${running.url}${path}`, method, body, headers);
  return {
    url: running.url,
    ask,
    async make(body) {
      const { status, json, text } = await ask<ProxyJson>("POST", "/proxies", body);
      if (status !== 201) throw new Error(`expected 201, came ${status}: ${text}`);
      return portOf(json.listen);
    },
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}
