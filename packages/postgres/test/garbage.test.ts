import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import net from "node:net";
import { after, before, test } from "node:test";
import { codeOf, type Lab, openLab, until } from "./faults/lab.ts";
import { client, frame, int32 } from "./frames.ts";

let lab: Lab;
before(async () => {
  lab = await openLab();
});
after(() => lab[Symbol.asyncDispose]());

const TEN_MEGABYTES = 10 * 1024 * 1024;

/** The same link serves this one and that one as if nothing were. */
async function servesOthers({ dial }: Awaited<ReturnType<Lab["openReplica"]>>): Promise<void> {
  const other = await dial();
  assert.equal(await codeOf(other.query("select * from accounts")), "done");
  await other.end();
}

async function connect({ link }: Awaited<ReturnType<Lab["openReplica"]>>): Promise<net.Socket> {
  const socket = net.connect(link.port, link.host);
  socket.on("error", () => {}); // the server may hang up on it
  socket.resume();
  await once(socket, "connect");
  return socket;
}

for (const [what, bytes] of [
  ["10 MB of garbage", randomBytes(TEN_MEGABYTES)],
  ["a startup that says it has 1 GB", Buffer.concat([int32(2 ** 30), int32(3 << 16), Buffer.alloc(100)])],
  ["a startup shorter than it can be", Buffer.concat([int32(4), int32(3 << 16)])],
  ["HTTP", Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")],
  ["a message before any startup", client.query("select 1")],
  ["10 MB of garbage after a startup", Buffer.concat([client.startup(), randomBytes(TEN_MEGABYTES)])],
  ["a message that is shorter than its own length", Buffer.concat([client.startup(), frame("Q"), int32(1)])],
  [
    "a message that says it has 1 GB",
    Buffer.concat([client.startup(), Buffer.from("Q"), int32(2 ** 30 - 1), Buffer.alloc(100)]),
  ],
] as const) {
  test(`${what}: others on the same link are served, and it is gone when its client is`, async () => {
    const replica = await lab.openReplica();
    const socket = await connect(replica);
    socket.write(bytes);
    await servesOthers(replica);
    const closed = socket.closed ? undefined : once(socket, "close");
    socket.end();
    setImmediate(() => socket.destroy());
    await closed;
    await until(() => replica.link.connections() === 0);
    await servesOthers(replica);
    await lab.clear();
  });
}

test("a client that opens and never speaks disturbs nobody, and its end is noticed", async () => {
  const replica = await lab.openReplica();
  const socket = await connect(replica);
  await servesOthers(replica);
  assert.equal(replica.link.connections(), 1);
  socket.end();
  await until(() => replica.link.connections() === 0);
  await lab.clear();
});
