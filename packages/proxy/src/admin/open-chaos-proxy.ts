import { requireLoopback } from "../listening/loopback.ts";
import { createApp } from "./create-app.ts";
import { Feed } from "./feed.ts";
import { viewOfProxy } from "./json-view.ts";
import { metricsText } from "./metrics-text.ts";
import { type Admin, openAdmin } from "./open-admin.ts";
import { ownVersion } from "./own-version.ts";
import { Proxies } from "./proxies.ts";
import type { ProxyConfig } from "./proxy-config.ts";
import type { ProxyEvent } from "./proxy-events.ts";
import { proxyMetrics } from "./proxy-metrics.ts";
import { requireProxies } from "./require-proxies.ts";
import { routesOf } from "./routes.ts";
import { runtimeMetrics } from "./runtime-metrics.ts";
import { Traffic } from "./traffic.ts";

/** What the stand-alone proxy is opened with. */
export interface ChaosProxyOptions {
  /** Of the admin port: localhost when it is left out. */
  readonly host?: string;
  /** Of the admin port: any free one when it is 0 or left out. */
  readonly port?: number;
  /** Where all that is drawn comes from. */
  readonly seed: number;
  /** What the admin port asks for; undefined: nothing. */
  readonly token?: string | undefined;
  /** True: the admin port, listen addresses and upstreams may be on other machines. */
  readonly isRemoteAllowed?: boolean;
  readonly hasProxyMetrics?: boolean;
  readonly hasRuntimeMetrics?: boolean;
  /** The proxies to begin with. */
  readonly proxies?: readonly ProxyConfig[];
}

/** A stand-alone proxy that runs. */
export interface ChaosProxy extends AsyncDisposable {
  /** The admin API: `http://127.0.0.1:8474`. */
  readonly url: string;
  /** The proxies that are there now, with their real addresses. */
  list(): readonly ListedProxy[];
}

/** A proxy as it is now. */
export interface ListedProxy {
  readonly name: string;
  /** `host:port`. */
  readonly listen: string;
  readonly upstream: string;
  readonly enabled: boolean;
}

/**
 * Opens the proxies and then the admin port; closing ends all connections. Throws NOT_LOOPBACK, CONFIG_NOT_POSSIBLE,
 * PORT_TAKEN, LISTEN_FAILED, and then nothing is left open.
 */
export async function openChaosProxy(options: ChaosProxyOptions): Promise<ChaosProxy> {
  const { host = "localhost", port = 0, seed, token, isRemoteAllowed = false } = options;
  if (!isRemoteAllowed)
    requireLoopback("the admin port", host, "Start it with --allow-remote if that is really meant.");
  const wanted = requireProxies(options.proxies ?? [], "the options", { isRemoteAllowed });
  const events = new Feed<ProxyEvent>();
  const traffic = new Traffic();
  const proxies = new Proxies({ seed, isRemoteAllowed, events, traffic });
  const readProxies = options.hasProxyMetrics ? proxyMetrics(proxies, traffic, events) : undefined;
  const runtime = options.hasRuntimeMetrics ? runtimeMetrics() : undefined;
  const metrics = () => metricsText([...(readProxies?.() ?? []), ...(runtime?.read() ?? [])]);
  const routes = routesOf({
    proxies,
    events,
    version: ownVersion(),
    isRemoteAllowed,
    metrics: readProxies || runtime ? metrics : undefined,
  });
  let admin: Admin | undefined;
  const close = async () => {
    runtime?.stop();
    await admin?.[Symbol.asyncDispose]();
    await proxies[Symbol.asyncDispose]();
  };
  try {
    await proxies.populate(wanted);
    admin = await openAdmin(createApp(routes, { token, host, isRemoteAllowed }), host, port);
    return { url: admin.url, list: () => proxies.list().map(viewOfProxy), [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}
