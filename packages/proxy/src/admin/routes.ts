import { eventStream } from "./event-stream.ts";
import { viewOfProxy, viewOfToxic } from "./json-view.ts";
import type { Problem, Reading } from "./problem.ts";
import type { Proxies } from "./proxies.ts";
import type { ProxyEvents } from "./proxy-events.ts";
import { readNewProxy, readProxies, readProxyChange } from "./read-proxy.ts";
import { readNewToxic, readToxicChange } from "./read-toxic.ts";
import { showConnection } from "./show-connection.ts";

/** What a route answers: JSON, a text with its type, or nothing (204). */
export type Answer =
  | { readonly status?: number; readonly json: unknown }
  | { readonly text: string | ReadableStream<Uint8Array>; readonly type: string }
  | { readonly problems: readonly [Problem, ...Problem[]] }
  | undefined;

/** What a route is asked. */
export interface Asked {
  /** The parts of the path that stand for names. */
  readonly proxy: string;
  readonly toxic: string;
  readonly query: (name: string) => string | undefined;
  readonly body: () => Promise<unknown>;
}

/** One route of the API. */
export interface Route {
  readonly methods: readonly ("GET" | "POST" | "PATCH" | "DELETE")[];
  readonly path: string;
  readonly answer: (asked: Asked) => Promise<Answer> | Answer;
  /** What stands beside the error when it is refused. */
  readonly alsoWhenRefused?: Readonly<Record<string, unknown>>;
}

/** What the routes act on. */
export interface RouteContext {
  readonly proxies: Proxies;
  readonly events: ProxyEvents;
  readonly version: string;
  readonly isRemoteAllowed: boolean;
  /** Undefined: not asked for when it was started. */
  readonly metrics: (() => string) | undefined;
}

/**
 * The routes of Toxiproxy, with its status codes (https://github.com/Shopify/toxiproxy/blob/main/api.go), and two of ours:
 * the connections of a proxy, and the stream of events.
 */
export function routesOf({ proxies, events, version, isRemoteAllowed, metrics }: RouteContext): readonly Route[] {
  const limits = { isRemoteAllowed };
  return [
    {
      methods: ["GET"],
      path: "/proxies",
      answer: () => ({ json: Object.fromEntries(proxies.list().map((each) => [each.spec.name, viewOfProxy(each)])) }),
    },
    {
      methods: ["POST"],
      path: "/proxies",
      answer: async ({ body }) =>
        read(readNewProxy(await body(), limits), async (spec) => ({
          status: 201,
          json: viewOfProxy(await proxies.create(spec)),
        })),
    },
    {
      methods: ["POST"],
      path: "/populate",
      alsoWhenRefused: { proxies: [] }, // those that were made nevertheless: never any
      answer: async ({ body }) =>
        read(readProxies(await body(), limits), async (wanted) => ({
          status: 201,
          json: { proxies: (await proxies.populate(wanted)).map(viewOfProxy) },
        })),
    },
    {
      methods: ["POST"],
      path: "/reset",
      answer: async () => {
        await proxies.reset();
        return undefined;
      },
    },
    {
      methods: ["GET"],
      path: "/proxies/:proxy",
      answer: ({ proxy }) => ({ json: viewOfProxy(proxies.get(proxy)) }),
    },
    {
      methods: ["POST", "PATCH"],
      path: "/proxies/:proxy",
      answer: async ({ proxy, body }) => {
        proxies.get(proxy);
        return read(readProxyChange(await body(), proxy, limits), async (change) => ({
          json: viewOfProxy(await proxies.change(proxy, change)),
        }));
      },
    },
    {
      methods: ["DELETE"],
      path: "/proxies/:proxy",
      answer: async ({ proxy }) => {
        await proxies.remove(proxy);
        return undefined;
      },
    },
    {
      methods: ["GET"],
      path: "/proxies/:proxy/toxics",
      answer: ({ proxy }) => ({ json: proxies.get(proxy).toxics.list().map(viewOfToxic) }),
    },
    {
      methods: ["POST"],
      path: "/proxies/:proxy/toxics",
      answer: async ({ proxy, body }) => {
        proxies.get(proxy);
        return read(readNewToxic(await body()), async (spec) => {
          await proxies.addToxic(proxy, spec);
          return { json: viewOfToxic(spec) };
        });
      },
    },
    {
      methods: ["GET"],
      path: "/proxies/:proxy/toxics/:toxic",
      answer: ({ proxy, toxic }) => ({ json: viewOfToxic(proxies.get(proxy).toxics.get(toxic)) }),
    },
    {
      methods: ["POST", "PATCH"],
      path: "/proxies/:proxy/toxics/:toxic",
      answer: async ({ proxy, toxic, body }) => {
        proxies.get(proxy).toxics.get(toxic);
        const change = await body();
        const changed = await proxies.changeToxic(proxy, toxic, (old) => readToxicChange(change, old));
        return read(changed, async (spec) => ({ json: viewOfToxic(spec) }));
      },
    },
    {
      methods: ["DELETE"],
      path: "/proxies/:proxy/toxics/:toxic",
      answer: async ({ proxy, toxic }) => {
        await proxies.removeToxic(proxy, toxic);
        return undefined;
      },
    },
    {
      methods: ["GET"],
      path: "/proxies/:proxy/connections",
      answer: ({ proxy }) => ({ json: proxies.get(proxy).live().map(showConnection) }),
    },
    {
      methods: ["GET"],
      path: "/events",
      answer: ({ query }) => {
        const only = query("proxy");
        return {
          text: eventStream(events, ({ proxy }) => only === undefined || proxy === only),
          type: "text/event-stream;charset=utf-8",
        };
      },
    },
    {
      methods: ["GET"],
      path: "/version",
      answer: () => ({
        text: `{"version": ${JSON.stringify(version)}}\n`,
        type: "application/json;charset=utf-8",
      }),
    },
    ...(metrics
      ? [
          {
            methods: ["GET"] as const,
            path: "/metrics",
            answer: () => ({ text: metrics(), type: "text/plain; version=0.0.4; charset=utf-8" }),
          },
        ]
      : []),
  ];
}

async function read<T>(reading: Reading<T>, use: (value: T) => Promise<Answer>): Promise<Answer> {
  return "problems" in reading ? { problems: reading.problems } : use(reading.value);
}
