import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import net, { type AddressInfo } from "node:net";
import test from "node:test";
import { isChaosError } from "@chaos-packs/contract/kind";
import { redis } from "../../src/index.ts";
import { hear } from "../support/hear.ts";
import { openStack, startContext } from "../support/open-stack.ts";

/** Starts the kind with a URL, and says with what code it failed, and what came. */
async function refusalOf(url: string): Promise<readonly [string, string]> {
  await using started = await startContext();
  try {
    const server = await redis({ url }).start(started.context);
    await server[Symbol.asyncDispose]();
    return ["none", ""];
  } catch (error) {
    if (!isChaosError(error)) throw error;
    return [error.code, `${error.came} | ${error.todo}`];
  }
}

/** Something that listens and is no Redis. */
async function openListener(server: net.Server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

test("an HTTP server at the address is no Redis, and the error shows what it said", async () => {
  await using listener = await openListener(createHttpServer());
  const [code, text] = await refusalOf(listener.url);
  assert.equal(code, "NOT_REDIS");
  assert.match(text, /HTTP\/1\.1 400/);
});

test("garbage is no Redis, and neither is an end or a silence", async () => {
  for (const greet of [
    (socket: net.Socket) => socket.end("\0\x01\xff garbage\n"),
    (socket: net.Socket) => socket.end(),
    (socket: net.Socket) => socket.resume(),
  ]) {
    const sockets = new Set<net.Socket>();
    await using listener = await openListener(
      net.createServer((socket) => {
        sockets.add(socket);
        socket.on("error", () => {});
        greet(socket);
      }),
    );
    assert.equal((await refusalOf(listener.url))[0], "NOT_REDIS");
    for (const socket of sockets) socket.destroy();
  }
});

test("a server that demands a password says so, a wrong one is told apart, and with the right one it is used", async () => {
  await using stack = await openStack([], undefined, redis({ password: "s:cret/1" }));
  const port = ((await stack.lane.own.command("CONFIG", "GET", "port")) as readonly string[])[1];
  const address = (credentials: string): string => `redis://${credentials}127.0.0.1:${port}/0`;
  const [code, text] = await refusalOf(address(""));
  assert.equal(code, "REDIS_DEMANDS_PASSWORD");
  assert.match(text, /redis:\/\/:password@/);
  assert.equal((await refusalOf(address(":guess@")))[0], "REDIS_WRONG_PASSWORD");
  assert.equal((await refusalOf(address("nobody:s%3Acret%2F1@")))[0], "REDIS_WRONG_PASSWORD");
  assert.equal((await refusalOf(address(`:${encodeURIComponent("s:cret/1")}@`)))[0], "none");
  assert.equal((await refusalOf(address(`default:${encodeURIComponent("s:cret/1")}@`)))[0], "none");
});

test("a password for a server that demands none is a mistake in the URL", async () => {
  await using stack = await openStack();
  const port = ((await stack.lane.own.command("CONFIG", "GET", "port")) as readonly string[])[1];
  assert.equal((await refusalOf(`redis://:guess@127.0.0.1:${port}/0`))[0], "REDIS_WRONG_PASSWORD");
});

test("a server that takes no more clients, or is a replica, is not to be used", async () => {
  await using stack = await openStack();
  const { own } = stack.lane;
  const port = ((await own.command("CONFIG", "GET", "port")) as readonly string[])[1];
  await own.command("CONFIG", "SET", "maxclients", "1");
  assert.equal((await refusalOf(`redis://127.0.0.1:${port}`))[0], "REDIS_NOT_READY");
  await own.command("CONFIG", "SET", "maxclients", "100");
  await own.command("REPLICAOF", "127.0.0.1", "1");
  const [code, text] = await refusalOf(`redis://127.0.0.1:${port}`);
  assert.equal(code, "REDIS_READ_ONLY");
  assert.match(text, /primary/);
});

test("with a password its servers demand it of everybody, and roles get it in their URL", async () => {
  await using stack = await openStack([], undefined, redis({ password: "s:cret/1" }));
  assert.match(stack.link.url, /^redis:\/\/:s%3Acret%2F1@127\.0\.0\.1:\d+\/0$/);
  assert.match(await hear(stack, "GET a\r\nQUIT\r\n"), /^-NOAUTH /);
  assert.equal(await (await stack.connect({ password: "s:cret/1" })).ping(), "PONG");
});
