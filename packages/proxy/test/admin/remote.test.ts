import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { describe, it } from "node:test";
import { TestClient } from "../support/client.ts";
import { startEcho } from "../support/servers.ts";
import type { ProxyJson, Refusal } from "./support/call.ts";
import { portOf, startProxy } from "./support/start-proxy.ts";

describe("with other machines allowed", { timeout: 30_000 }, () => {
  it("a proxy may listen everywhere and name a remote upstream", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy({ isRemoteAllowed: true });
    const { status, json } = await proxy.ask<ProxyJson>("POST", "/proxies", {
      name: "p",
      listen: "0.0.0.0:0",
      upstream: `127.0.0.1:${echo.port}`,
    });
    assert.equal(status, 201);
    assert.match(json.listen, /^0\.0\.0\.0:\d+$/);
    await using client = new TestClient(portOf(json.listen));
    await client.echo("hello");
    const body = { upstream: "db.example:5432", enabled: false };
    const { json: moved } = await proxy.ask<ProxyJson>("POST", "/proxies/p", body);
    assert.equal(moved.upstream, "db.example:5432");
  });

  it("a listen address that this machine does not have is refused with what to do, and nothing is made", async () => {
    const own = Object.values(networkInterfaces()).flatMap((each) => each?.map(({ address }) => address));
    assert.ok(!own.includes("192.0.2.1"));
    await using proxy = await startProxy({ isRemoteAllowed: true });
    const body = { name: "p", listen: "192.0.2.1:0", upstream: "127.0.0.1:9" };
    const { status, json } = await proxy.ask<Refusal>("POST", "/proxies", body);
    assert.equal(status, 500);
    assert.equal(json.code, "LISTEN_FAILED");
    assert.match(json.error, /expected to listen on 192\.0\.2\.1:0, but .*EADDRNOTAVAIL/);
    assert.equal((await proxy.ask("GET", "/proxies/p")).status, 404);
  });
});
