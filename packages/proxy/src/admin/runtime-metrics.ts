import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Metric } from "./metrics-text.ts";

/** The state of this process, under the names that Prometheus clients use for it. */
export function runtimeMetrics(): { read(): readonly Metric[]; stop(): void } {
  const delay = monitorEventLoopDelay();
  delay.enable();
  const one = (name: string, help: string, type: Metric["type"], value: number): Metric => ({
    name,
    help,
    type,
    samples: [{ value }],
  });
  return {
    stop: () => void delay.disable(),
    read() {
      const { user, system } = process.cpuUsage();
      const { rss, heapUsed } = process.memoryUsage();
      const started = (performance.timeOrigin / 1_000) | 0;
      return [
        one("process_cpu_seconds_total", "CPU time spent, in seconds.", "counter", (user + system) / 1e6),
        one("process_start_time_seconds", "When the process started, in seconds since 1970.", "gauge", started),
        one("process_resident_memory_bytes", "Resident memory, in bytes.", "gauge", rss),
        one("nodejs_heap_size_used_bytes", "Heap in use, in bytes.", "gauge", heapUsed),
        one(
          "nodejs_eventloop_lag_p99_seconds",
          "99th percentile of event loop delay.",
          "gauge",
          delay.percentile(99) / 1e9,
        ),
        {
          name: "nodejs_version_info",
          help: "The version of Node.js.",
          type: "gauge",
          samples: [{ labels: { version: process.version }, value: 1 }],
        },
      ];
    },
  };
}
