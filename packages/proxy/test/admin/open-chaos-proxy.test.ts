import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openChaosProxy } from "../../src/admin/index.ts";
import { TestClient } from "../support/client.ts";
import { startEcho } from "../support/servers.ts";
import { portOf } from "./support/start-proxy.ts";

describe("the stand-alone proxy in a program of one's own", { timeout: 30_000 }, () => {
  it("has the proxies that it was opened with, and says where they listen", async () => {
    await using echo = await startEcho();
    await using running = await openChaosProxy({
      seed: 7,
      proxies: [
        {
          name: "redis",
          upstream: `127.0.0.1:${echo.port}`,
          toxics: [{ type: "latency", attributes: { latency: 1 } }],
        },
      ],
    });
    const [redis] = running.list();
    assert.equal(redis?.name, "redis");
    await using client = new TestClient(portOf(redis.listen));
    await client.echo("hello");
    assert.equal((await fetch(`${running.url}/proxies/redis`)).status, 200);
  });

  it("refuses proxies that cannot be, with their path, before anything is opened", async () => {
    const opened = openChaosProxy({ seed: 7, proxies: [{ name: "a", upstream: "192.0.2.1:1" }] });
    await assert.rejects(opened, (error: Error) => {
      assert.match(
        error.message,
        /^CONFIG_NOT_POSSIBLE: .*the options.*\n {2}\[0\]\.upstream: expected an address on loopback/,
      );
      return true;
    });
  });
});
