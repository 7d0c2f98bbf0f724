import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TestClient } from "../support/client.ts";
import type { Refusal } from "./support/call.ts";
import { startProxy } from "./support/start-proxy.ts";

describe("who may speak to the admin port", { timeout: 30_000 }, () => {
  it("is no browser, in any route (403)", async () => {
    await using proxy = await startProxy({ hasProxyMetrics: true });
    const browsers = [
      { "user-agent": "Mozilla/5.0 (X11; Linux x86_64)" },
      { origin: "http://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-dest": "document" },
    ];
    for (const headers of browsers) {
      for (const [method, path] of [
        ["GET", "/proxies"],
        ["POST", "/reset"],
        ["GET", "/events"],
        ["GET", "/metrics"],
        ["GET", "/version"],
        ["GET", "/nowhere"],
        ["OPTIONS", "/proxies"],
      ] as const) {
        const { status, json, headers: answered } = await proxy.ask<Refusal>(method, path, undefined, headers);
        assert.equal(status, 403, `${method} ${path} ${JSON.stringify(headers)}`);
        assert.equal(json.code, "BROWSER_REFUSED");
        assert.equal(answered["access-control-allow-origin"], undefined);
      }
    }
  });

  it("may be Node's own fetch, curl, or a client without a name", async () => {
    await using proxy = await startProxy();
    assert.equal((await fetch(`${proxy.url}/proxies`)).status, 200);
    for (const name of ["curl/8.5.0", "toxiproxy-cli/2.12.0 linux/amd64", ""]) {
      assert.equal((await proxy.ask("GET", "/proxies", undefined, { "user-agent": name })).status, 200);
    }
  });

  it("comes by address or as localhost: a name that was pointed here by DNS is refused (403)", async () => {
    await using proxy = await startProxy();
    for (const host of [
      "evil.example",
      "evil.example:8474",
      "localhost.evil.example",
      "127.0.0.1.evil.example",
      "proxy",
    ]) {
      const { status, json } = await proxy.ask<Refusal>("GET", "/proxies", undefined, { host });
      assert.equal(status, 403, host);
      assert.equal(json.code, "HOST_REFUSED", host);
    }
    for (const host of ["localhost", "LOCALHOST:1", "127.0.0.1:8474", "[::1]:8474", "127.8.8.8"]) {
      assert.equal((await proxy.ask("GET", "/proxies", undefined, { host })).status, 200, host);
    }
  });

  it("names a host: a request without one is refused, too", async () => {
    await using proxy = await startProxy();
    for (const request of [
      "GET /proxies HTTP/1.0\r\n\r\n",
      "GET /proxies HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n",
    ]) {
      await using client = new TestClient(Number(new URL(proxy.url).port));
      client.write(request);
      await client.ending;
      assert.match(client.read, /^HTTP\/1\.1 40[03] /);
    }
    assert.equal((await proxy.ask("GET", "/proxies")).status, 200);
  });

  it("may use the name of a container when other machines are allowed", async () => {
    await using proxy = await startProxy({ isRemoteAllowed: true });
    const ask = async (host: string) => (await proxy.ask("GET", "/proxies", undefined, { host })).status;
    assert.equal(await ask("chaos-proxy:8474"), 200);
    assert.equal(await ask("192.0.2.7:8474"), 200);
    assert.equal(await ask("evil.example:8474"), 403);
  });

  it("needs the token when there is one (401), and then may use any name", async () => {
    await using proxy = await startProxy({ token: "secret" });
    for (const authorization of ["", "Bearer", "Bearer ", "Bearer wrong", "Bearer secret2", "Basic secret", "secret"]) {
      const { status, json, headers } = await proxy.ask<Refusal>("GET", "/version", undefined, { authorization });
      assert.equal(status, 401, authorization);
      assert.equal(json.code, "TOKEN_WRONG");
      assert.equal(headers["www-authenticate"], "Bearer");
    }
    assert.equal((await proxy.ask("POST", "/reset")).status, 401);
    for (const authorization of ["Bearer secret", "bearer  secret"]) {
      assert.equal((await proxy.ask("GET", "/proxies", undefined, { authorization })).status, 200);
    }
    const named = { authorization: "Bearer secret", host: "chaos.cluster.example" };
    assert.equal((await proxy.ask("GET", "/proxies", undefined, named)).status, 200);
    const page = { authorization: "Bearer secret", origin: "http://evil.example" };
    assert.equal((await proxy.ask("GET", "/proxies", undefined, page)).status, 403);
  });

  it("is on this machine: the port is not opened elsewhere unless that is allowed", async () => {
    await assert.rejects(startProxy({ host: "0.0.0.0" }), { code: "NOT_LOOPBACK" });
    await using proxy = await startProxy({ host: "0.0.0.0", isRemoteAllowed: true });
    assert.match(proxy.url, /^http:\/\/0\.0\.0\.0:\d+$/);
  });

  it("is told when the port is taken, and then nothing is left open", async () => {
    await using proxy = await startProxy();
    const port = Number(new URL(proxy.url).port);
    await assert.rejects(startProxy({ port }), { code: "PORT_TAKEN" });
  });
});
