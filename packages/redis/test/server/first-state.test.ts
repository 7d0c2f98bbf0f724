import assert from "node:assert/strict";
import test from "node:test";
import { redis } from "../../src/index.ts";
import { openStack, startContext } from "../support/open-stack.ts";

const library = (answer: number): string => `#!lua name=mine
redis.register_function('answer', function() return ${answer} end)`;

const listOf = async (answer: Promise<unknown>): Promise<readonly unknown[]> => (await answer) as readonly unknown[];

test("a reset removes functions and users that roles have made, and gives back the rights that they took", async () => {
  await using stack = await openStack();
  const { own } = stack.lane;
  const users = await own.command("ACL", "LIST");
  const client = await stack.connect();
  await client.call("FUNCTION", "LOAD", library(42));
  await client.call("ACL", "SETUSER", "intern", "on", ">secret", "~*", "+get");
  await client.call("ACL", "SETUSER", "default", "-flushall");
  await stack.lane.reset();
  assert.deepEqual(await own.command("FUNCTION", "LIST"), []);
  assert.deepEqual(await own.command("ACL", "LIST"), users);
});

test("a reset sets back every setting that a role has changed, a password among them, and empties all databases", async () => {
  await using stack = await openStack();
  const { own } = stack.lane;
  const client = await stack.connect({ db: 5 });
  await client.set("elsewhere", "1");
  await client.call("CONFIG", "SET", "notify-keyspace-events", "KEA");
  await client.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
  await client.call("CONFIG", "SET", "requirepass", "secret");
  await stack.lane.reset();
  assert.deepEqual(await own.command("CONFIG", "GET", "notify-keyspace-events"), ["notify-keyspace-events", ""]);
  assert.deepEqual(await own.command("CONFIG", "GET", "maxmemory-policy"), ["maxmemory-policy", "noeviction"]);
  assert.equal(await (await stack.connect()).ping(), "PONG");
  assert.equal(await (await stack.connect({ db: 5 })).dbsize(), 0);
});

for (const mode of ["WRITE", "ALL"] as const) {
  test(`a reset ends a CLIENT PAUSE of a minute (${mode})`, async () => {
    await using stack = await openStack();
    const client = await stack.connect();
    await client.call("CLIENT", "PAUSE", "60000", mode);
    const began = performance.now();
    await stack.lane.reset();
    assert.equal(await (await stack.connect()).set("a", "1"), "OK");
    assert.ok(performance.now() - began < 10_000);
  });
}

test("a reset brings back a server that runs a script without end, was made a replica, or denies us everything", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await client.call("CONFIG", "SET", "lua-time-limit", "50");
  client.eval("while true do end", 0).catch(() => {});
  await stack.lane.reset();
  const second = await stack.connect();
  await second.call("REPLICAOF", "127.0.0.1", "1");
  await stack.lane.reset();
  const third = await stack.connect();
  assert.equal(await third.set("a", "1"), "OK");
  await third.call("ACL", "SETUSER", "default", "nocommands");
  await stack.lane.reset();
  assert.equal(await (await stack.connect()).set("a", "1"), "OK");
});

test("of a server that is given, an only lane's reset removes functions and users of roles, and keeps those that were there", async () => {
  await using host = await openStack();
  const { own } = host.lane;
  await own.command("FUNCTION", "LOAD", library(1).replace("mine", "theirs").replace("'answer'", "'question'"));
  await own.command("ACL", "SETUSER", "keeper", "on", "nopass", "~*", "+@all");
  const usersNow = async (): Promise<string> =>
    String(await own.command("ACL", "LIST")).replaceAll(" sanitize-payload", "");
  const before = {
    users: await usersNow(),
    functions: await own.command("FUNCTION", "LIST", "WITHCODE"),
  };
  const [, port] = (await own.command("CONFIG", "GET", "port")) as readonly string[];
  await using started = await startContext();
  await using server = await redis({ url: `redis://127.0.0.1:${port}/3` }).start(started.context);
  const { signal } = started.context;
  const lane = await server.openLane("a", signal);
  await own.command("FUNCTION", "LOAD", library(42));
  await own.command("ACL", "SETUSER", "intern", "on", "nopass");
  await own.command("ACL", "SETUSER", "keeper", "off");
  await lane.reset();
  assert.deepEqual({ users: await usersNow(), functions: await own.command("FUNCTION", "LIST", "WITHCODE") }, before);

  const beside = await server.openLane("b", signal);
  await own.command("FUNCTION", "LOAD", library(42));
  await lane.reset();
  assert.equal((await listOf(own.command("FUNCTION", "LIST"))).length, 2, "the other lane's roles may need it");
  await beside[Symbol.asyncDispose]();
  await lane.reset();
  assert.equal((await listOf(own.command("FUNCTION", "LIST"))).length, 1);
  await lane[Symbol.asyncDispose]();
});
