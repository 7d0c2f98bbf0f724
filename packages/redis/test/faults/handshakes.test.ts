import assert from "node:assert/strict";
import test from "node:test";
import { Redis } from "ioredis";
import {
  type FailedDials,
  failHandshake,
  handshakeFailures,
  otherProtocol,
  serverLoading,
  tooManyClients,
} from "../../src/index.ts";
import { hear } from "../support/hear.ts";
import { inject } from "../support/inject.ts";
import { openStack, type Stack } from "../support/open-stack.ts";

/** Dials again and again, as a service does that does not give up; resolves with how many dials it took. */
async function dialUntilItWorks(stack: Stack, password?: string): Promise<number> {
  for (let dials = 1; ; dials++) {
    const { port } = new URL(stack.link.url);
    const client = new Redis(Number(port), "127.0.0.1", {
      protocol: 3,
      ...(password !== undefined && { password }),
      lazyConnect: true,
      retryStrategy: null,
      maxRetriesPerRequest: 0,
      disconnectTimeout: 50,
      connectTimeout: 200,
      commandTimeout: 200,
    });
    client.on("error", () => {});
    try {
      await client.connect();
      assert.equal(await client.ping(), "PONG");
      return dials;
    } catch {
      // The next one.
    } finally {
      client.disconnect();
    }
  }
}

for (const [name, failure] of Object.entries(handshakeFailures)) {
  test(`${name}: the next five handshakes fail, the sixth works, and connections that are open live on`, async () => {
    await using stack = await openStack();
    const living = await stack.connect();
    const make: (where: FailedDials) => ReturnType<typeof failure> = failure;
    await using _fault = await inject(make({ times: 5 }), stack.link);
    // A client that is told that its version of the protocol is not known goes on with the other by itself.
    const isMended = name === "protocol refused";
    const password = name === "wrong password" ? "guess" : undefined;
    assert.equal(await dialUntilItWorks(stack, password), isMended ? 1 : 6);
    assert.equal(await living.ping(), "PONG");
  });
}

test("who is one too many is told so before it has said anything, and the connection ends", async () => {
  await using stack = await openStack();
  await using _fault = await inject(tooManyClients({ times: 1 }), stack.link);
  assert.equal(await hear(stack, ""), "-ERR max number of clients reached\r\n");
  assert.equal(await hear(stack, "PING\r\nQUIT\r\n"), "+PONG\r\n+OK\r\n");
});

test("another protocol answers whatever is said, the connection ends, and the server has heard nothing", async () => {
  await using stack = await openStack();
  const undo = await inject(otherProtocol({ speaks: "http" }), stack.link);
  assert.match(await hear(stack, "INCR n\r\n"), /^HTTP\/1\.1 400 /);
  await undo[Symbol.asyncDispose]();
  await using _garbage = await inject(otherProtocol({ speaks: "garbage" }), stack.link);
  assert.match(await hear(stack, "INCR n\r\n"), /^[^+\-:$*]/);
  assert.equal(await stack.lane.own.command("EXISTS", "n"), 0);
});

test("a server that loads says so to the first command of so many connections, or to every one until the heal", async () => {
  await using stack = await openStack();
  const undo = await inject(serverLoading({ times: 1 }), stack.link);
  assert.match(
    await hear(stack, "SELECT 0\r\nGET a\r\nGET a\r\nQUIT\r\n"),
    /^\+OK\r\n-LOADING [^\r]*\r\n\$-1\r\n\+OK\r\n$/,
  );
  assert.equal(await hear(stack, "GET a\r\nQUIT\r\n"), "$-1\r\n+OK\r\n");
  await undo[Symbol.asyncDispose]();
  await using _lasting = await inject(serverLoading(), stack.link);
  assert.match(await hear(stack, "INFO\r\nGET a\r\nQUIT\r\n"), /^(-LOADING [^\r]*\r\n){2}\+OK\r\n$/);
});

test("any error may be told, to the commands given, once or always, and behind it the connection may end", async () => {
  await using stack = await openStack();
  const undo = await inject(failHandshake({ error: "MASTERDOWN wait", match: { command: "GET" } }), stack.link);
  assert.equal(
    await hear(stack, "PING\r\nGET a\r\nGET a\r\nQUIT\r\n"),
    "+PONG\r\n-MASTERDOWN wait\r\n-MASTERDOWN wait\r\n+OK\r\n",
  );
  await undo[Symbol.asyncDispose]();
  await using _once = await inject(failHandshake({ error: "TRYAGAIN", once: true, times: 1 }), stack.link);
  assert.equal(await hear(stack, "GET a\r\nGET a\r\nQUIT\r\n"), "-TRYAGAIN\r\n$-1\r\n+OK\r\n");
  await using _end = await inject(failHandshake({ error: "BYE", closes: true }), stack.link);
  assert.equal(await hear(stack, "GET a\r\n"), "-BYE\r\n");
});
