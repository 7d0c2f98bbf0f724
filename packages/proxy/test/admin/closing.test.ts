import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Feed } from "../../src/admin/feed.ts";
import { Proxies } from "../../src/admin/proxies.ts";
import { readNewProxy } from "../../src/admin/read-proxy.ts";
import { Traffic } from "../../src/admin/traffic.ts";
import { TestClient } from "../support/client.ts";
import { startEcho } from "../support/servers.ts";
import { eventually } from "../support/turns.ts";
import { readEvents } from "./support/read-events.ts";
import { startProxy } from "./support/start-proxy.ts";

/** Listeners, connections and timers of this process, as Node itself counts its handles. */
const handles = (): number => process.getActiveResourcesInfo().filter((each) => /^TCP|Timeout/.test(each)).length;

const limits = { isRemoteAllowed: false };

/** What was read, which must be possible. */
function requireValue<T>(reading: { readonly value: T } | { readonly problems: unknown }): T {
  assert.ok("value" in reading);
  return reading.value;
}

describe("closing the stand-alone proxy", { timeout: 30_000 }, () => {
  it("leaves no socket, listener or timer, whatever goes on", async () => {
    await using echo = await startEcho();
    await eventually(() => !process.getActiveResourcesInfo().includes("Timeout"));
    const before = handles();
    const proxy = await startProxy({ hasProxyMetrics: true, hasRuntimeMetrics: true });
    const upstream = `127.0.0.1:${echo.port}`;
    const toxics = [
      { type: "latency", attributes: { latency: 60_000 } },
      { type: "timeout", stream: "upstream", attributes: { timeout: 60_000 } },
      { type: "partition" },
    ];
    const port = await proxy.make({ name: "a", upstream, toxics });
    await proxy.make({ name: "b", upstream, enabled: false });
    const clients = Array.from({ length: 3 }, () => new TestClient(port));
    for (const client of clients) {
      await client.connected;
      client.write("held");
    }
    const reader = await readEvents(`${proxy.url}/events`);
    await proxy[Symbol.asyncDispose]();
    await reader.ended;
    for (const client of clients) assert.equal(await client.ending, "rst");
    await eventually(
      () => clients.every(({ socket }) => socket.closed) && echo.sockets.every((socket) => socket.closed),
    );
    await eventually(() => handles() <= before);
    assert.equal(handles(), before);
    await proxy[Symbol.asyncDispose]();
  });

  it("refuses what comes while it is closing", async () => {
    const proxies = new Proxies({ seed: 7, isRemoteAllowed: false, events: new Feed(), traffic: new Traffic() });
    const closing = proxies[Symbol.asyncDispose]();
    const spec = requireValue(readNewProxy({ name: "late", upstream: "127.0.0.1:9" }, limits));
    await assert.rejects(proxies.create(spec), { code: "CLOSING" });
    await closing;
  });
});
