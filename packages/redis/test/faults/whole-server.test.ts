import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { isChaosError, type World } from "@chaos-packs/contract/kind";
import {
  failOver,
  killClients,
  killServer,
  limitClients,
  limitMemory,
  limitOutputBuffer,
  presets,
  type RedisControl,
  restartServer,
  stallServer,
  stopServer,
} from "../../src/index.ts";
import { endOf } from "../support/end-of.ts";
import { inject } from "../support/inject.ts";
import { openStack, type Stack } from "../support/open-stack.ts";

let stack: Stack;
before(async () => {
  stack = await openStack();
});
after(() => stack[Symbol.asyncDispose]());

/** A test that begins with an empty server which is as it was first. */
const onServer = (promise: string, run: () => Promise<void>): void =>
  void test(promise, async () => {
    stack.disconnect();
    await stack.lane.reset();
    await run();
  });
const strike = (fault: Parameters<typeof inject>[0]) => inject(fault, stack.link, { lane: stack.lane });
const serverOf = () => (stack.lane.control as RedisControl).server;

onServer(
  "a restart that keeps the state ends all connections, and what was acknowledged is there; scripts are not",
  async () => {
    const client = await stack.connect();
    const closed = endOf(client);
    await client.set("a", "1");
    const sha = String(await client.script("LOAD", "return 1"));
    const pid = serverOf()?.pid;
    await strike(restartServer());
    await closed;
    assert.notEqual(serverOf()?.pid, pid);
    const again = await stack.connect();
    assert.equal(await again.get("a"), "1");
    await assert.rejects(again.evalsha(sha, 0), /NOSCRIPT/);
    assert.equal(await stack.lane.own.command("GET", "a"), "1");
  },
);

onServer("a restart that loses the state comes back empty, whatever was saved before", async () => {
  await stack.lane.own.command("SET", "a", "1");
  await strike(restartServer());
  await strike(restartServer({ state: "lost" }));
  assert.equal(await (await stack.connect()).get("a"), null);
});

for (const [name, fault, left] of [
  ["stopped", stopServer(), "1"],
  ["killed", killServer(), null],
] as const) {
  onServer(
    `a server that is ${name} refuses dials until the heal, and then has ${left ? "what it had" : "nothing"}`,
    async () => {
      const client = await stack.connect();
      const closed = endOf(client);
      await client.set("a", "1");
      const undo = await strike(fault);
      await closed;
      assert.equal(serverOf()?.pid, undefined);
      await assert.rejects(stack.connect());
      await undo[Symbol.asyncDispose]();
      assert.equal(await (await stack.connect()).get("a"), left);
    },
  );
}

onServer(
  "a stalled server accepts dials and answers nobody until the heal; then what was asked is answered",
  async () => {
    const client = await stack.connect();
    const undo = await strike(stallServer());
    await assert.rejects(stack.connect({ commandTimeout: 50, connectTimeout: 50 }));
    const late = client.incr("n");
    await undo[Symbol.asyncDispose]();
    assert.equal(await late, 1);
  },
);

onServer("a server that was stalled or stopped is brought back by the reset", async () => {
  await strike(stallServer());
  await stack.lane.reset();
  assert.equal(await (await stack.connect()).ping(), "PONG");
  await strike(killServer()).then((undo) => undo[Symbol.asyncDispose]());
  assert.equal(await (await stack.connect()).ping(), "PONG");
});

onServer(
  "with its memory full the server itself answers OOM to what takes more, and goes on reading and deleting",
  async () => {
    const client = await stack.connect();
    await client.set("a", "1");
    const undo = await strike(limitMemory());
    await assert.rejects(client.set("b", "1"), /^ReplyError: OOM /);
    assert.equal(await client.get("a"), "1");
    assert.equal(await client.del("a"), 1);
    await undo[Symbol.asyncDispose]();
    assert.equal(await client.set("b", "1"), "OK");
    await using _roomy = await strike(limitMemory({ leave: 50_000_000 }));
    assert.equal(await client.set("c", "1"), "OK");
  },
);

onServer(
  "with its clients limited the server itself turns away who dials beyond, and takes the place of one that leaves",
  async () => {
    const client = await stack.connect();
    const undo = await strike(limitClients({ leave: 1 }));
    const second = await stack.connect();
    await assert.rejects(stack.connect());
    assert.equal(await client.ping(), "PONG");
    await undo[Symbol.asyncDispose]();
    assert.equal(await (await stack.connect()).ping(), "PONG");
    assert.equal(await second.ping(), "PONG");
  },
);

onServer("a subscriber whose output buffer overflows is cut off by the server, and others are not", async () => {
  const [subscriber, client] = [await stack.connect(), await stack.connect()];
  await subscriber.subscribe("c");
  const undo = await strike(limitOutputBuffer());
  const small = once(subscriber, "message");
  await client.publish("c", "small");
  await small;
  const closed = endOf(subscriber);
  await client.publish("c", "x".repeat(20_000));
  await closed;
  assert.equal(await client.ping(), "PONG");
  await undo[Symbol.asyncDispose]();
  const again = await stack.connect();
  await again.subscribe("c");
  const large = once(again, "message");
  await client.publish("c", "x".repeat(20_000));
  assert.equal(((await large) as string[])[1]?.length, 20_000);
});

onServer("CLIENT KILL ends subscribers, or the others, or all, and never the harness's own", async () => {
  const names: string[] = [];
  await using _own = await stack.lane.own.subscribe("c", () => {});
  const connect = async (name: string) => {
    const client = await stack.connect();
    client.once("close", () => names.push(name));
    return client;
  };
  const subscriber = await connect("subscriber");
  await subscriber.subscribe("c");
  const pattern = await connect("pattern");
  await pattern.psubscribe("c*");
  const normal = await connect("normal");
  const bothClosed = Promise.all([subscriber, pattern].map((client) => endOf(client)));
  await strike(killClients());
  await bothClosed;
  assert.equal(await normal.ping(), "PONG");
  assert.deepEqual([...names].sort(), ["pattern", "subscriber"]);
  const closed = endOf(normal);
  await strike(killClients({ type: "normal" }));
  await closed;
  assert.equal(await stack.lane.own.command("PUBLISH", "c", "m"), 1);
});

onServer(
  "after a failover live connections can only read, who dials is with the new primary, which has everything, and messages still come",
  async () => {
    const [client, subscriber] = [await stack.connect(), await stack.connect()];
    await subscriber.subscribe("c");
    await client.set("a", "1");
    await strike(failOver());
    await assert.rejects(client.set("a", "2"), /^ReplyError: READONLY /);
    assert.equal(await client.get("a"), "1");
    const anew = await stack.connect();
    assert.equal(await anew.get("a"), "1");
    assert.equal(await anew.set("a", "3"), "OK");
    assert.equal(await stack.lane.own.command("GET", "a"), "3");
    const message = once(subscriber, "message");
    await anew.publish("c", "m");
    assert.deepEqual(await message, ["c", "m"]);
    await assert.rejects(strike(failOver()), (error) => isChaosError(error, "ALREADY_FAILED_OVER"));
  },
);

onServer(
  "a primary that dies in a failover takes its connections with it; the reset brings it back, empty",
  async () => {
    const { port } = new URL(stack.link.url);
    const own: string[] = [];
    await using _own = await stack.lane.own.subscribe("c", (message) => own.push(message));
    const client = await stack.connect();
    const closed = endOf(client);
    await client.set("a", "1");
    await strike(presets["redis-fail-over"]({ old: "dead" }));
    await closed;
    assert.equal(stack.pids.size, 1);
    const anew = await stack.connect();
    assert.equal(await anew.get("a"), "1");
    await stack.lane.reset();
    assert.equal(stack.pids.size, 1);
    assert.equal(new URL(stack.link.url).port, port);
    const fresh = await stack.connect();
    assert.equal(await fresh.get("a"), null);
    assert.equal(await fresh.set("a", "2"), "OK");
  },
);

onServer("what is to be left must be a whole number from 0", async () => {
  for (const make of [() => limitMemory({ leave: -1 }), () => limitClients({ leave: 0.5 })]) {
    assert.throws(make, (error) => isChaosError(error, "BAD_FAULT"));
  }
});

onServer("a fault on a server asks for a Redis", async () => {
  const servers = (_link: unknown, kind?: string): never => {
    throw new Error(`there is no ${kind}`);
  };
  await assert.rejects(restartServer().inject({ servers } as unknown as World), /there is no redis/);
});
