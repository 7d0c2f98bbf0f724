import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { Worker } from "node:worker_threads";
import { linkTo } from "../support/link.ts";
import { startEcho } from "../support/servers.ts";

/** Dials as often as it is told, counts those that stand, and leaves when it is told so. */
const dialler = `
const { parentPort, workerData: { port, dials, stand } } = require("node:worker_threads");
const net = require("node:net");
const sockets = Array.from({ length: dials }, () =>
  net.connect({ port, host: "127.0.0.1" }, () => {
    Atomics.add(stand, 0, 1);
    Atomics.notify(stand, 0);
  }));
parentPort.once("message", () => sockets.forEach((socket) => socket.resetAndDestroy()));
`;

/** How many dials the system lets wait; 128 where nothing tells. */
const mostWaiting = async (): Promise<number> =>
  Number(await readFile("/proc/sys/net/core/somaxconn", "utf8").catch(() => 128));

describe("a listener", { timeout: 30_000 }, () => {
  it("lets more dials wait than Node does, while its process is too busy to take them", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    const dials = Math.min(1_000, await mostWaiting());
    const stand = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(dialler, { eval: true, workerData: { port: link.port, dials, stand } });
    // This thread takes no dial as long as it waits here.
    const until = performance.now() + 8_000;
    for (let count = 0; count < dials && performance.now() < until; count = Atomics.load(stand, 0)) {
      Atomics.wait(stand, 0, count, 1_000);
    }
    const stood = Atomics.load(stand, 0);
    worker.postMessage("leave");
    await new Promise((resolve) => worker.once("exit", resolve));
    assert.equal(stood, dials);
  });
});
