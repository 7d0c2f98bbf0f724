import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { test } from "node:test";
import { hangUp, reset } from "../../src/connection/sockets.ts";

/** Both ends of a connection, closed afterwards. */
async function withPair(work: (near: net.Socket, far: net.Socket) => Promise<void>): Promise<void> {
  const server = net.createServer({ allowHalfOpen: true }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  const near = net.connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  const [[far]] = (await Promise.all([once(server, "connection"), once(near, "connect")])) as [[net.Socket], unknown];
  for (const socket of [near, far]) socket.on("error", () => {});
  try {
    await work(near, far);
  } finally {
    near.destroy();
    far.destroy();
    server.close();
    await once(server, "close");
  }
}

/** Not events.once, which rejects when the socket fails first. */
const closeOf = (socket: net.Socket) => new Promise<void>((resolve) => socket.once("close", () => resolve()));

test("a connection that is reset is closed at both ends", () =>
  withPair(async (near, far) => {
    const closed = [closeOf(near), closeOf(far.resume())];
    reset(near);
    await Promise.all(closed);
    assert.equal((far.errored as NodeJS.ErrnoException | null)?.code, "ECONNRESET");
  }));

test("a connection that hangs up can be reset while its FIN is on its way, and is closed", () =>
  withPair(async (near) => {
    const closed = closeOf(near);
    hangUp(near);
    reset(near);
    await closed;
  }));
