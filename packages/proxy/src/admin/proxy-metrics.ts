import type { Metric } from "./metrics-text.ts";
import type { Proxies } from "./proxies.ts";
import type { ProxyEvents } from "./proxy-events.ts";
import type { Traffic, TrafficCount, TrafficOf } from "./traffic.ts";

/**
 * The metrics of the proxies: the bytes under Toxiproxy's names and labels
 * (https://github.com/Shopify/toxiproxy/blob/main/METRICS.md), and connections and faults under ours. Faults are counted
 * from now on.
 */
export function proxyMetrics(proxies: Proxies, traffic: Traffic, events: ProxyEvents): () => readonly Metric[] {
  const faults = new Map<string, { labels: Record<string, string>; value: number }>();
  events.subscribe((event) => {
    if (event.kind !== "fault") return;
    const { proxy, toxic } = event;
    const key = JSON.stringify([proxy, toxic]);
    const sample = faults.get(key) ?? { labels: { proxy, toxic }, value: 0 };
    faults.set(key, sample);
    sample.value++;
  });
  return () => {
    const open = proxies.list().map((proxy) => [proxy.trafficOf(), proxy.live()] as const);
    const counts = traffic.counts(open);
    const perDirection = (up: (count: TrafficCount) => number, down: (count: TrafficCount) => number) =>
      counts.flatMap((count) => {
        const { proxy, listener, upstream } = count;
        const labelled = (direction: string, value: number) => ({
          labels: { direction, listener, proxy, upstream },
          value,
        });
        return [labelled("upstream", up(count)), labelled("downstream", down(count))];
      });
    return [
      {
        name: "toxiproxy_proxy_received_bytes_total",
        help: "Bytes that came from clients (upstream) and from servers (downstream).",
        type: "counter",
        samples: perDirection(
          ({ bytesUp }) => bytesUp,
          ({ bytesDown }) => bytesDown,
        ),
      },
      {
        name: "toxiproxy_proxy_sent_bytes_total",
        help: "Bytes that were sent on to servers (upstream) and to clients (downstream).",
        type: "counter",
        samples: perDirection(
          ({ sentUp }) => sentUp,
          ({ sentDown }) => sentDown,
        ),
      },
      {
        name: "chaos_proxy_connections_total",
        help: "Connections that reached a proxy.",
        type: "counter",
        samples: counts.map((count) => ({ labels: labelsOf(count), value: count.connections })),
      },
      {
        name: "chaos_proxy_open_connections",
        help: "Connections that are open.",
        type: "gauge",
        samples: open.map(([of, live]) => ({ labels: labelsOf(of), value: live.length })),
      },
      {
        name: "chaos_proxy_faults_total",
        help: "Connections that a toxic did something to.",
        type: "counter",
        samples: [...faults.values()],
      },
    ];
  };
}

const labelsOf = ({ proxy, listener, upstream }: TrafficOf) => ({
  listener,
  proxy,
  upstream,
});
