import { requireLoopback } from "../listening/loopback.ts";
import { createApp } from "./create-app.ts";
import { Feed } from "./feed.ts";
import { metricsText } from "./metrics-text.ts";
import { type Admin, openAdmin } from "./open-admin.ts";
import { Proxies } from "./proxies.ts";
import type { ProxyEvent } from "./proxy-events.ts";
import { proxyMetrics } from "./proxy-metrics.ts";
import type { PopulatedProxy } from "./proxy-spec.ts";
import { routesOf } from "./routes.ts";
import { runtimeMetrics } from "./runtime-metrics.ts";
import { Traffic } from "./traffic.ts";

/** What the stand-alone proxy is opened with. */
export interface ChaosProxyOptions {
  /** Of the admin port; loopback unless `isRemoteAllowed`. */
  readonly host: string;
  /** Of the admin port; 0 is any free one. */
  readonly port: number;
  /** Where all that is drawn comes from. */
  readonly seed: number;
  /** What the admin port asks for; undefined: nothing. */
  readonly token: string | undefined;
  /** True: the admin port, listen addresses and upstreams may be on other machines. */
  readonly isRemoteAllowed: boolean;
  readonly hasProxyMetrics: boolean;
  readonly hasRuntimeMetrics: boolean;
  readonly version: string;
  /** The proxies to begin with. */
  readonly proxies: readonly PopulatedProxy[];
}

/** A stand-alone proxy that runs. */
export interface ChaosProxy extends AsyncDisposable {
  /** The admin API: `http://127.0.0.1:8474`. */
  readonly url: string;
  readonly proxies: Proxies;
}

/**
 * Opens the proxies and then the admin port; closing ends all connections. Throws NOT_LOOPBACK, PORT_TAKEN,
 * LISTEN_FAILED, and then nothing is left open.
 */
export async function openChaosProxy(options: ChaosProxyOptions): Promise<ChaosProxy> {
  const { host, port, seed, token, isRemoteAllowed, version } = options;
  if (!isRemoteAllowed)
    requireLoopback("the admin port", host, "Start it with --allow-remote if that is really meant.");
  const events = new Feed<ProxyEvent>();
  const traffic = new Traffic();
  const proxies = new Proxies({ seed, isRemoteAllowed, events, traffic });
  const readProxies = options.hasProxyMetrics ? proxyMetrics(proxies, traffic, events) : undefined;
  const runtime = options.hasRuntimeMetrics ? runtimeMetrics() : undefined;
  const metrics = () => metricsText([...(readProxies?.() ?? []), ...(runtime?.read() ?? [])]);
  const routes = routesOf({
    proxies,
    events,
    version,
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
    await proxies.populate(options.proxies);
    admin = await openAdmin(createApp(routes, { token, host, isRemoteAllowed }), host, port);
    return { url: admin.url, proxies, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}
