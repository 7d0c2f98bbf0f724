import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import net from "node:net";
import { describe, it } from "node:test";
import { isChaosError, undo } from "@chaos-packs/contract/kind";
import { freePort } from "../src/index.ts";
import { TestClient } from "./support/client.ts";
import { linkTo } from "./support/link.ts";
import { startEcho } from "./support/servers.ts";
import { eventually } from "./support/turns.ts";

/** Listeners and connections of this process that involve the port, as Node itself counts its handles. */
const handles = (): number => process.getActiveResourcesInfo().filter((each) => /^TCP|Timeout/.test(each)).length;

describe("a link", { timeout: 30_000 }, () => {
  it("leaves no socket, listener or timer when closed, whatever lies on it", async () => {
    await using server = await startEcho();
    const before = handles();
    const link = await linkTo(server.port);
    const clients = Array.from({ length: 6 }, () => new TestClient(link.port));
    for (const client of clients) await client.echo("x");
    await link.delay({ ms: 60_000 });
    clients[0]?.write("delayed");
    await link.fail({ how: "swallow", at: "now", times: 2 });
    await link.blackhole("down");
    await link.partition();
    const refused = await link.fail({ how: "refuse", at: "dial" });
    await link[Symbol.asyncDispose]();
    assert.equal(link.connections(), 0);
    for (const client of clients) assert.equal(await client.ending, "rst");
    await link[Symbol.asyncDispose]();
    await refused[Symbol.asyncDispose]();
    await assert.rejects(new TestClient(link.port).connected, { code: "ECONNREFUSED" });
    await eventually(
      () => server.sockets.every((socket) => socket.closed) && clients.every(({ socket }) => socket.closed),
    );
    await eventually(() => handles() <= before);
    assert.equal(handles(), before);
  });

  it("lets a process end once it is closed", async () => {
    const program = `
      import { openLink } from ${JSON.stringify(new URL("../src/index.ts", import.meta.url).href)};
      const link = await openLink({ by: { role: "r", index: 0 }, dependency: "d", upstream: { host: "127.0.0.1", port: 9 }, url: String, seed: 1 });
      await link.delay({ ms: 60000 });
      await link[Symbol.asyncDispose]();`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
      stdio: "inherit",
    });
    const [code] = await once(child, "exit");
    assert.equal(code, 0);
  });

  it("takes no fault once it is closed", async () => {
    await using server = await startEcho();
    const link = await linkTo(server.port);
    await link[Symbol.asyncDispose]();
    for (const lay of [
      () => link.partition(),
      () => link.delay({ ms: 1 }),
      () => link.fail({ how: "rst", at: "now" }),
    ]) {
      await assert.rejects(lay, (error) => isChaosError(error, "LINK_CLOSED"));
    }
  });

  it("tells of each dial, each one turned away, and each close", async () => {
    const phases: string[] = [];
    await using server = await startEcho();
    await using link = await linkTo(server.port, {
      connection: ({ phase, connection }) => phases.push(`${connection} ${phase}`),
    });
    await using client = new TestClient(link.port);
    await client.echo("x");
    client.socket.end();
    await eventually(() => phases.length === 2);
    await using _ = await link.fail({ how: "rst", at: "accept" });
    assert.equal(await new TestClient(link.port).ending, "rst");
    await eventually(() => phases.length === 5);
    assert.deepEqual(phases, ["1 dialled", "1 closed", "2 dialled", "2 refused", "2 closed"]);
  });

  it("lays the rules of its kind, and refuses them when it has none", async () => {
    await using server = await startEcho();
    const lying = new Set<unknown>();
    await using link = await linkTo(server.port, {
      rule: (rule) => {
        lying.add(rule);
        return undo(() => lying.delete(rule));
      },
    });
    const rule = await link.rule("a rule");
    assert.equal(lying.size, 1);
    await rule[Symbol.asyncDispose]();
    assert.equal(lying.size, 0);
    await using bare = await linkTo(server.port);
    await assert.rejects(bare.rule("a rule"), (error) => isChaosError(error, "RULE_NOT_SUPPORTED"));
  });

  it("is for loopback only, unless a remote upstream is named on purpose", async () => {
    const isRefused = (error: unknown) => isChaosError(error, "NOT_LOOPBACK");
    await assert.rejects(linkTo(1, { listen: { host: "0.0.0.0" } }), isRefused);
    await assert.rejects(linkTo(1, { upstream: { host: "192.0.2.1", port: 1 } }), isRefused);
    await using link = await linkTo(1, { upstream: { host: "192.0.2.1", port: 1 }, isRemoteAllowed: true });
    assert.equal(link.host, "127.0.0.1");
  });

  it("says so when its port is taken", async () => {
    await using server = await startEcho();
    await assert.rejects(linkTo(server.port, { listen: { port: server.port } }), (error) =>
      isChaosError(error, "PORT_TAKEN"),
    );
    const port = await freePort();
    await using link = await linkTo(server.port, { listen: { port } });
    assert.equal(link.port, port);
  });

  it("is given a port below the ephemeral range, never the same twice", async () => {
    const low = Number.parseInt(readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8"), 10);
    const ports = await Promise.all(Array.from({ length: 50 }, freePort));
    assert.equal(new Set(ports).size, 50);
    assert.ok(ports.every((port) => port >= 10_000 && port < low));
    const taken = net.createServer().listen(ports[0], "127.0.0.1");
    await once(taken, "listening");
    taken.close();
    await once(taken, "close");
  });
});
