import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { freePort } from "../../src/index.ts";
import { TestClient } from "../support/client.ts";
import { startEcho } from "../support/servers.ts";
import { call, type ProxyJson } from "./support/call.ts";
import { startCommand } from "./support/run-command.ts";

const listening = /^chaos-proxy (?<version>\S+) listens on (?<url>http:\S+) \(seed (?<seed>\d+)\)$/m;

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "chaos-proxy-"));
});
after(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe("the command chaos-proxy", { timeout: 60_000 }, () => {
  it("serves the proxies of its config file, and ends with 0 at SIGTERM, with all connections", async () => {
    await using echo = await startEcho();
    const port = await freePort();
    const config = await file(
      "good.json",
      JSON.stringify([
        {
          name: "echo",
          listen: `127.0.0.1:${port}`,
          upstream: `127.0.0.1:${echo.port}`,
          toxics: [{ type: "latency", attributes: { latency: 1 } }],
        },
        { name: "off", listen: "127.0.0.1:1", upstream: "127.0.0.1:9", enabled: false },
      ]),
    );
    await using command = startCommand(["-port", "0", "-config", config, "-seed=7"]);
    const { groups } = await command.until(listening);
    assert.equal(groups?.["seed"], "7");
    assert.match(
      command.output(),
      new RegExp(`^"echo" listens on 127\\.0\\.0\\.1:${port} for 127\\.0\\.0\\.1:${echo.port}$`, "m"),
    );
    assert.match(command.output(), /^"off" is disabled on 127\.0\.0\.1:1 for 127\.0\.0\.1:9$/m);
    await using client = new TestClient(port);
    await client.echo("hello");
    const { json } = await call<Record<string, ProxyJson>>(`${groups?.["url"]}/proxies`, "GET");
    assert.equal(json["echo"]?.toxics[0]?.name, "latency_downstream");
    command.child.kill("SIGTERM");
    assert.equal(await command.exited, 0);
    assert.equal(await client.ending, "rst");
    assert.equal(command.errors(), "");
    await assert.rejects(new TestClient(port).connected, { code: "ECONNREFUSED" });
  });

  it("takes every option of toxiproxy-server, asks for the token of the environment, and ends with 0 at SIGINT", async () => {
    const words = ["-host", "localhost", "-port", "0", "-seed", "-3", "-runtime-metrics", "-proxy-metrics=true"];
    await using command = startCommand(words, { CHAOS_PROXY_TOKEN: "secret" });
    const { groups } = await command.until(/listens on (?<url>http:\S+) \(seed -3\)/);
    const url = groups?.["url"] ?? "";
    assert.equal((await call(`${url}/metrics`, "GET")).status, 401);
    const { text } = await call(`${url}/metrics`, "GET", undefined, { authorization: "Bearer secret" });
    assert.match(text, /^process_cpu_seconds_total /m);
    command.child.kill("SIGINT");
    assert.equal(await command.exited, 0);
  });

  it("shows its version and its options", async () => {
    for (const word of ["--version", "-version"]) {
      await using command = startCommand([word]);
      assert.equal(await command.exited, 0);
      assert.match(command.output(), /^chaos-proxy version \d+\.\d+\.\d+\n$/);
    }
    await using command = startCommand(["--help"]);
    assert.equal(await command.exited, 0);
    for (const option of ["--host", "--port", "--config", "--seed", "--token", "--metrics", "--allow-remote"]) {
      assert.ok(command.output().includes(`  ${option} `), option);
    }
  });

  it("ends with 64, a code and what to do when its port is taken, and opens no proxy then", async () => {
    await using echo = await startEcho();
    const port = await freePort();
    const config = await file(
      "port.json",
      JSON.stringify([{ name: "a", listen: `127.0.0.1:${port}`, upstream: "127.0.0.1:9" }]),
    );
    await using command = startCommand(["--port", String(echo.port), "--config", config]);
    assert.equal(await command.exited, 64);
    assert.match(
      command.errors(),
      /^PORT_TAKEN: expected to listen on localhost:\d+, but another program listens there/,
    );
    assert.equal(command.output(), "");
  });

  it("ends with 64 when the port of a proxy in its config file is taken", async () => {
    await using echo = await startEcho();
    const config = await file(
      "taken.json",
      JSON.stringify([{ name: "a", listen: `127.0.0.1:${echo.port}`, upstream: "127.0.0.1:9" }]),
    );
    await using command = startCommand(["--port", "0", "--config", config]);
    assert.equal(await command.exited, 64);
    assert.match(command.errors(), /^PORT_TAKEN: /);
  });

  it("ends with 64 for a bad option, without a stack", async () => {
    await using command = startCommand(["--prot", "1"]);
    assert.equal(await command.exited, 64);
    assert.match(
      command.errors(),
      /^OPTION_NOT_POSSIBLE: expected one of --host, .*, but --prot was given\. See chaos-proxy --help\.\n$/,
    );
  });
});
