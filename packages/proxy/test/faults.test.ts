import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Fault, highLatency, type Link, faultsOn as on, packetLoss, type World } from "@chaos-packs/contract/kind";
import { TestClient } from "./support/client.ts";
import { linkTo } from "./support/link.ts";
import { startEcho } from "./support/servers.ts";
import { eventually, quietWhile } from "./support/turns.ts";

const inject = (fault: Fault, link: Link): Promise<AsyncDisposable> =>
  fault.inject({ links: () => [link] } as unknown as World);

/** How a connection fares on which a client writes ten bytes. */
async function fare(link: Link): Promise<string> {
  await using client = new TestClient(link.port);
  const begun = performance.now();
  client.write("0123456789");
  const ended = await Promise.race([
    client.ending,
    client.connected.then(() => client.until("0123456789")).catch(() => "refused"),
    quietWhile(250).then(() => "nothing"),
  ]);
  const late = performance.now() - begun >= 39 ? " late" : "";
  return ended === "0123456789" ? `echo${late}` : `${client.read}${ended}`;
}

const echo = on("echo");
const faults: readonly (readonly [Fault, RegExp])[] = [
  [echo.latency({ ms: 40 }), /^echo late$/],
  [echo.bandwidth({ bytesPerSecond: 200 }), /^echo late$/],
  [echo.slicer({ bytes: 2, pauseMs: 12 }), /^echo late$/],
  [echo.slowConnect({ ms: 40 }), /^echo late$/],
  [echo.slowClose({ ms: 1 }), /^echo$/],
  [echo.timeout({ ms: 40 }), /^fin$/],
  [echo.timeout({ ms: 0 }), /^nothing$/],
  [echo.limitData({ bytes: 4 }), /^0123fin$/],
  [echo.resetPeer(), /^rst$/],
  [echo.resetPeer({ toxicity: 0 }), /^echo$/],
  [echo.corrupt({ rate: 0.1, direction: "up" }), /^[^n]+nothing$/],
  [echo.loseConnections({ rate: 1 }), /^rst$/],
  [echo.loseConnections({ rate: 1, how: "silence" }), /^nothing$/],
  [echo.failConnections({ how: "fin", at: "after-bytes", bytes: 3 }), /^012fin$/],
  [echo.partition({ direction: "up" }), /^nothing$/],
  [echo.blackhole(), /^nothing$/],
  [echo.refuse(), /^refused$|^rst$/],
];

describe("the faults of a link", { timeout: 20_000 }, () => {
  for (const [fault, expected] of faults) {
    it(`${fault.name} ${JSON.stringify(fault.args)} strikes, is data, and heals`, async () => {
      assert.deepEqual(JSON.parse(JSON.stringify(fault.args)), fault.args);
      assert.deepEqual(fault.strikes, [{ dependency: "echo" }]);
      await using server = await startEcho();
      await using link = await linkTo(server.port);
      const undo = await inject(fault, link);
      assert.match(await fare(link), expected);
      await undo[Symbol.asyncDispose]();
      assert.match(await fare(link), /^echo/);
    });
  }

  it("half open: one side is gone and the other never told", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("x");
    const undo = await inject(echo.halfOpen({ gone: "server" }), link);
    await eventually(() => server.sockets[0]?.closed === true);
    assert.equal(client.ended, undefined);
    await undo[Symbol.asyncDispose]();
    assert.equal(await client.ending, "rst");
  });

  it("may be named by a moment, as packs do, and strike other replicas", () => {
    const carrying = { capability: "jobs", moment: "merge commits" };
    const { args, strikes } = on({ carrying }, { of: "all" }).latency({ ms: 1, jitterMs: 1, toxicity: 0.5 });
    assert.deepEqual(strikes, [{ carrying }]);
    assert.deepEqual(args, { ms: 1, jitterMs: 1, toxicity: 0.5, link: { carrying }, of: "all", fate: "release" });
  });
});

describe("presets", { timeout: 20_000 }, () => {
  it("packet-loss loses exactly every tenth of the live connections, and of the new ones", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    const clients = Array.from({ length: 20 }, () => new TestClient(link.port));
    for (const client of clients) await client.echo("x");
    const fault = packetLoss();
    assert.equal(fault.name, "packet-loss");
    const undo = await inject(fault, link);
    await eventually(() => link.connections() === 18);
    const fates = [];
    for (let i = 0; i < 20; i++) fates.push(await fare(link));
    assert.equal(fates.filter((each) => each === "rst").length, 2);
    await undo[Symbol.asyncDispose]();
    for (const client of clients) client.socket.destroy();
  });

  it("high-latency slows links down", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using _ = await inject(highLatency({ ms: 40 }), link);
    assert.equal(await fare(link), "echo late");
  });
});
