import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TestClient } from "../support/client.ts";
import { startEcho } from "../support/servers.ts";
import { readEvents } from "./support/read-events.ts";
import { startProxy, type TestProxy } from "./support/start-proxy.ts";

/** The samples of the metrics by name and labels, and the lines about types. */
async function scrape(proxy: TestProxy): Promise<{ samples: Map<string, number>; types: readonly string[] }> {
  const { status, text, headers } = await proxy.ask("GET", "/metrics");
  assert.equal(status, 200);
  assert.equal(headers["content-type"], "text/plain; version=0.0.4; charset=utf-8");
  const lines = text.trimEnd().split("\n");
  for (const line of lines)
    assert.match(line, /^(# (HELP|TYPE) [a-z]\w* .+|[a-z]\w*(\{(\w+="([^"\\]|\\.)*",?)*\})? -?[\d.e+-]+)$/);
  const samples = lines
    .filter((line) => !line.startsWith("#"))
    .map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at))] as const;
    });
  return { samples: new Map(samples), types: lines.filter((line) => line.startsWith("# TYPE")) };
}

describe("GET /metrics", { timeout: 30_000 }, () => {
  it("counts bytes under Toxiproxy's names and labels, and goes on when a proxy is gone", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy({ hasProxyMetrics: true });
    const upstream = `127.0.0.1:${echo.port}`;
    const port = await proxy.make({ name: "p", upstream });
    const labels = (direction: string) =>
      `{direction="${direction}",listener="127.0.0.1:${port}",proxy="p",upstream="${upstream}"}`;
    const received = async () => {
      const { samples } = await scrape(proxy);
      return ["upstream", "downstream"].map((direction) =>
        samples.get(`toxiproxy_proxy_received_bytes_total${labels(direction)}`),
      );
    };
    await using client = new TestClient(port);
    await client.echo("hello");
    assert.deepEqual(await received(), [5, 5], "of an open connection");
    await using second = new TestClient(port);
    await second.echo("you");
    assert.deepEqual(await received(), [8, 8]);
    await proxy.ask("DELETE", "/proxies/p");
    assert.deepEqual(await received(), [8, 8], "of closed ones");
  });

  it("tells what was received from what was sent on", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy({ hasProxyMetrics: true });
    const toxics = [{ type: "timeout", attributes: { timeout: 0 } }];
    const port = await proxy.make({ name: "p", upstream: `127.0.0.1:${echo.port}`, toxics });
    await using reader = await readEvents(`${proxy.url}/events`);
    await using client = new TestClient(port);
    client.write("hello");
    await reader.until(3); // dialled, opened, and the answer is held
    const { samples } = await scrape(proxy);
    const bytes = (name: string, direction: string) =>
      [...samples].find(([key]) => key.startsWith(`toxiproxy_proxy_${name}_bytes_total{direction="${direction}"`))?.[1];
    assert.equal(bytes("received", "upstream"), 5);
    assert.equal(bytes("sent", "upstream"), 5);
    assert.equal(bytes("received", "downstream"), 5);
    assert.equal(bytes("sent", "downstream"), 0);
  });

  it("counts connections and faults, by proxy and toxic", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy({ hasProxyMetrics: true });
    const toxics = [{ name: 'a "slow" one', type: "latency", attributes: { latency: 1 } }];
    const port = await proxy.make({ name: "p", upstream: `127.0.0.1:${echo.port}`, toxics });
    await using client = new TestClient(port);
    await client.echo("hello");
    await using second = new TestClient(port);
    await second.echo("hello");
    const { samples, types } = await scrape(proxy);
    const about = `{listener="127.0.0.1:${port}",proxy="p",upstream="127.0.0.1:${echo.port}"}`;
    assert.equal(samples.get(`chaos_proxy_connections_total${about}`), 2);
    assert.equal(samples.get(`chaos_proxy_open_connections${about}`), 2);
    assert.equal(samples.get('chaos_proxy_faults_total{proxy="p",toxic="a \\"slow\\" one"}'), 2);
    assert.ok(types.includes("# TYPE toxiproxy_proxy_received_bytes_total counter"));
    assert.ok(types.includes("# TYPE chaos_proxy_open_connections gauge"));
  });

  it("tells of the process when asked to, and of proxies only when asked to", async () => {
    await using proxy = await startProxy({ hasRuntimeMetrics: true });
    await proxy.make({ name: "p", upstream: "127.0.0.1:9" });
    const { samples } = await scrape(proxy);
    assert.ok((samples.get("process_resident_memory_bytes") ?? 0) > 1_000_000);
    assert.ok((samples.get("process_cpu_seconds_total") ?? 0) > 0);
    assert.ok(samples.has(`nodejs_version_info{version="${process.version}"}`));
    assert.ok(![...samples.keys()].some((name) => name.includes("proxy_")));
  });
});
